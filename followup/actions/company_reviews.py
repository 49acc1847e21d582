"""Kommunstyrelsen's yearly test of a company: prepared, then decided."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from followup.models import CompanyReview
from followup.queries.company_reviews import board_now
from followup.rules import control as rules
from sala_styr.decisions.models import Decision
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require, require_own_hand


def write_review(
    actor: Actor, company: Unit, year: int, version: int, *, purpose: str, powers: str, grounds: str
) -> CompanyReview:
    """Prepare kommunstyrelsen's test of a company. ``version`` 0 when there is none yet.

    Raises RuleBroken without grounds or when it is decided, EditConflict when somebody else was first.
    """
    board = board_now()
    require(
        rules.may_write_review(actor, board.pk if board else None),
        _("Prövningen bereds av en controller och beslutas av kommunstyrelsen."),
    )
    if company.kind not in rules.TESTED_KINDS:
        raise RuleBroken(_("%(unit)s är inte ett bolag.") % {"unit": company.name})
    if not grounds.strip():
        raise RuleBroken(_("Skriv vad bedömningen bygger på."), field="grounds")
    said = {"purpose": purpose, "powers": powers, "grounds": grounds.strip()}
    with recording(actor, _("Skrev prövningen av bolaget")):
        found = CompanyReview.objects.select_for_update().filter(company=company, year=year).first()
        if found is not None:
            _require_undecided(found)
        if (found.version if found else 0) != version:
            raise EditConflict(_("Någon annan har skrivit sedan du öppnade sidan."))
        if found is None:
            return _create(company, year, said)
        changed = [name for name, value in said.items() if getattr(found, name) != value]
        if changed:
            for name in changed:
                setattr(found, name, said[name])
            found.version += 1
            found.save(update_fields=[*changed, "version"])
    return found


def decide_review(actor: Actor, review: CompanyReview, decision: Decision) -> CompanyReview:
    """Kommunstyrelsen has decided. From then on the test never changes."""
    require_own_hand(actor)
    board = board_now()
    require(
        rules.may_decide_review(actor, board.pk if board else None),
        _("Att prövningen är beslutad skrivs in av kommunstyrelsens ordförande."),
    )
    with recording(actor, _("Beslutade prövningen: %(decision)s") % {"decision": decision}):
        found = CompanyReview.objects.select_for_update().get(pk=review.pk)
        _require_undecided(found)
        if board is None or decision.body_id != board.pk:
            raise RuleBroken(_("Välj ett beslut som kommunstyrelsen själv har fattat."), field="decision")
        found.decision = decision
        found.version += 1
        found.save(update_fields=["decision", "version"])
    return found


def _create(company: Unit, year: int, said: dict[str, str]) -> CompanyReview:
    try:
        with transaction.atomic():
            return CompanyReview.objects.create(company=company, year=year, **said)
    except IntegrityError as error:
        raise EditConflict(_("Någon annan har skrivit sedan du öppnade sidan.")) from error


def _require_undecided(review: CompanyReview) -> None:
    if review.decision_id is not None:
        raise RuleBroken(_("Prövningen är beslutad och kan inte ändras."))
