"""Measures against a deficit: written, changed, and followed in kronor. The committee decides them, the unit carries them out (domain §2.1, §4.4)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from budget import rules
from budget.actions.locks import require_year_not_closed, year_lock
from budget.models import CorrectiveMeasure, MeasureEffect, MeasureState
from budget.queries.structure import structure
from sala_styr.decisions.models import Decision
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, UnitKind, User
from sala_styr.organisation.rules import require, require_own_hand


@dataclass(frozen=True)
class MeasureDraft:
    """What a measure is to say. ``expected``: öre in the year, + = better."""

    title: str
    expected: int
    starts_in: int = 1
    state: str = MeasureState.PLANNED
    text: str = ""
    responsible: User | None = None
    decision: Decision | None = None


def require_steerer(actor: Actor, unit: Unit) -> None:
    """Raises Refused, with the words for who looks after the unit's measures."""
    require(
        rules.may_steer_measures(actor, unit),
        _("Åtgärder för %(unit)s sköts av enhetens chef, chefen över eller en controller.") % {"unit": unit.name},
    )


def add_measure(actor: Actor, unit: Unit, year: int, draft: MeasureDraft) -> CorrectiveMeasure:
    """Write a measure of the unit's. Raises Refused, or RuleBroken when it says too little or the year is closed."""
    require_own_hand(actor, draft.decision)
    require_steerer(actor, unit)
    _require_measure(unit, draft)
    with recording(actor, _("Skrev åtgärden")), year_lock(year):
        require_year_not_closed(year)
        return CorrectiveMeasure.objects.create(unit=unit, year=year, **_values(draft))


def change_measure(actor: Actor, measure: CorrectiveMeasure, draft: MeasureDraft, version: int) -> CorrectiveMeasure:
    """Change a measure that the person read as ``version``. Raises Refused, RuleBroken, or EditConflict when somebody else has changed it since."""
    require_own_hand(actor, draft.decision)
    require_steerer(actor, measure.unit)
    _require_measure(measure.unit, draft)
    with recording(actor, _("Ändrade åtgärden")), year_lock(measure.year):
        require_year_not_closed(measure.year)
        now = CorrectiveMeasure.objects.select_for_update().get(pk=measure.pk)
        if now.version != version:
            raise EditConflict(_("Åtgärden har ändrats av någon annan medan du skrev. Läs om sidan och försök igen."))
        for name, value in _values(draft).items():
            setattr(now, name, value)
        now.version += 1
        now.save()
    return now


def note_effect(actor: Actor, measure: CorrectiveMeasure, month: int, amount: int, comment: str = "") -> MeasureEffect:
    """Say what the measure has given from the year's beginning through ``month`` (öre, + = better). Said again for a month it replaces what stood there.

    Raises Refused, or RuleBroken for a month outside the year, before the measure begins, or a closed year.
    """
    require_steerer(actor, measure.unit)
    if not measure.starts_in <= month <= 12:
        raise RuleBroken(_("Välj en månad från den då åtgärden börjar ge effekt."), field="month")
    with recording(actor, _("Antecknade effekten")), year_lock(measure.year):
        require_year_not_closed(measure.year)
        found = MeasureEffect.objects.filter(measure=measure, month=month).first()
        if found is None:
            return MeasureEffect.objects.create(measure=measure, month=month, amount=amount, comment=comment.strip())
        if (found.amount, found.comment) != (amount, comment.strip()):
            found.amount, found.comment = amount, comment.strip()
            found.save()
        return found


def _require_measure(unit: Unit, draft: MeasureDraft) -> None:
    if not draft.title.strip():
        raise RuleBroken(_("Skriv vad åtgärden är."), field="title")
    if draft.expected <= 0:
        raise RuleBroken(_("Skriv vad åtgärden väntas förbättra årets resultat med, utan minus."), field="expected")
    if not 1 <= draft.starts_in <= 12:
        raise RuleBroken(_("Välj den månad då åtgärden börjar ge effekt."), field="starts_in")
    if draft.state not in MeasureState.values:
        raise RuleBroken(_("Välj hur det går med åtgärden."), field="state")
    if draft.decision is not None:
        _require_body(unit, draft.decision)


def _require_body(unit: Unit, decision: Decision) -> None:
    """Measures are decided by the unit's own committee, or by those above it."""
    holder = structure().holder_of.get(unit.pk)
    if decision.body_id != holder and decision.body.kind not in (UnitKind.COUNCIL, UnitKind.BOARD):
        raise RuleBroken(
            _("Beslutet är fattat av %(body)s, som inte beslutar om åtgärder för %(unit)s.")
            % {"body": decision.body.name, "unit": unit.name},
            field="decision",
        )


def _values(draft: MeasureDraft) -> dict[str, object]:
    return {
        "title": draft.title.strip(),
        "text": draft.text.strip(),
        "expected": draft.expected,
        "starts_in": draft.starts_in,
        "state": draft.state,
        "responsible": draft.responsible,
        "decision": draft.decision,
    }
