"""The joint judgement of a year."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from followup import rules
from followup.models import JointJudgement, Verdict
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require


def save_joint_judgement(actor: Actor, year: int, verdict: str, text: str, version: int = 0) -> JointJudgement:
    """Save the joint judgement of the year.

    Raises Refused for others than controllers, RuleBroken for a verdict without a reason, EditConflict when somebody has written since ``version``.
    """
    require(rules.may_write_judgement(actor), _("Den samlade bedömningen skrivs av en controller."))
    if verdict not in Verdict.values:
        raise RuleBroken(_("Välj en samlad bedömning."), field="verdict")
    if not text:
        raise RuleBroken(_("Skriv varför: det är det som granskas."), field="text")
    with recording(actor, _("Skrev den samlade bedömningen")):
        found = JointJudgement.objects.select_for_update().filter(year=year).first()
        if (found.version if found else 0) != version:
            raise EditConflict(
                _("Någon annan har ändrat texten sedan du öppnade sidan. Inget av ditt har sparats ännu.")
            )
        if found is None:
            return _begin(year, verdict, text)
        if (found.verdict, found.text) != (verdict, text):
            found.verdict, found.text = verdict, text
            found.version += 1
            found.save()
    return found


def _begin(year: int, verdict: str, text: str) -> JointJudgement:
    try:
        with transaction.atomic():
            return JointJudgement.objects.create(year=year, verdict=verdict, text=text)
    except IntegrityError as error:
        raise EditConflict(_("Någon annan började skriva samma text samtidigt.")) from error
