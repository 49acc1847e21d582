"""The texts of the annual report."""

from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from followup import rules
from followup.models import JointJudgement, ReportPart, ReportText, Verdict
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require

Text = TypeVar("Text", ReportText, JointJudgement)


def save_report_text(actor: Actor, year: int, part: str, text: str, version: int = 0) -> ReportText | None:
    """Save the text of one part of the annual report. Raises Refused for others than controllers, EditConflict as above."""
    _require_controller(actor)
    reason = _("Skrev avsnittet %(part)s") % {"part": ReportPart(part).label}
    with recording(actor, reason):
        return _save(ReportText, {"year": year, "part": part}, {"text": text}, version)


def save_joint_judgement(actor: Actor, year: int, verdict: str, text: str, version: int = 0) -> JointJudgement | None:
    """Save the joint judgement of the year. Raises Refused for others than controllers, RuleBroken for a verdict without a reason."""
    _require_controller(actor)
    if verdict not in Verdict.values:
        raise RuleBroken(_("Välj en samlad bedömning."), field="verdict")
    if not text:
        raise RuleBroken(_("Skriv varför: det är det som granskas."), field="text")
    with recording(actor, _("Skrev den samlade bedömningen")):
        return _save(JointJudgement, {"year": year}, {"verdict": verdict, "text": text}, version)


def _require_controller(actor: Actor) -> None:
    require(rules.may_write_annual_texts(actor), _("Årsredovisningens texter skrivs av en controller."))


def _save(model: type[Text], key: dict[str, Any], fields: dict[str, str], version: int) -> Text | None:
    """Make or change the one row of ``model`` with ``key``, when nobody else has since ``version``."""
    manager: Any = model._default_manager
    found = manager.select_for_update().filter(**key).first()
    if found is None and not any(fields.values()):
        return None
    if (found.version if found else 0) != version:
        raise EditConflict(_("Någon annan har ändrat texten sedan du öppnade sidan. Inget av ditt har sparats ännu."))
    if found is None:
        try:
            with transaction.atomic():
                return manager.create(**key, **fields)
        except IntegrityError as error:
            raise EditConflict(_("Någon annan började skriva samma text samtidigt.")) from error
    if any(getattr(found, name) != value for name, value in fields.items()):
        for name, value in fields.items():
            setattr(found, name, value)
        found.version += 1
        found.save()
    return found
