"""A body's word that a goal of the council's does not concern it, and taking that word back."""

from django.utils.translation import gettext as _

from goals.actions import checks
from goals.models import ItemState, NotConcerned, PlanItem
from goals.queries.answers import asked_in, own_answer
from goals.rules.answers import may_answer, who_may_answer
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require, require_own_hand


def say_not_concerned(
    actor: Actor, item: PlanItem, body: Unit, year: int, *, reason: str, decision: Decision | None = None
) -> NotConcerned:
    """Note that the goal does not concern the body, and why. Said again, the new reason takes the old one's place; the history keeps both."""
    require_own_hand(actor, decision)
    require(may_answer(actor, body.pk), who_may_answer(body))
    reason = reason.strip()
    if not reason:
        raise RuleBroken(_("Skriv varför det inte berör er, så att fullmäktige kan läsa det."), field="reason")
    if decision is not None:
        checks.check_decision(body, decision)
    with recording(actor, _("Sade att målet inte berör: %(body)s") % {"body": body.label}):
        item = checks.fetch(item.pk)
        _check_asked(item, body, year)
        said = NotConcerned.objects.select_for_update(of=("self",)).filter(item=item, body=body).first()
        if said is not None and (said.reason, said.decision_id) == (reason, decision.pk if decision else None):
            return said
        said = said or NotConcerned(item=item, body=body)
        said.reason, said.decision = reason, decision
        said.save()
    return said


def take_back_not_concerned(actor: Actor, said: NotConcerned) -> None:
    """The body has not said anything then, until it answers or says so again. The history keeps what was said."""
    require(may_answer(actor, said.body_id), who_may_answer(said.body))
    with recording(actor, _("Tog tillbaka ”berör oss inte”: %(body)s") % {"body": said.body.label}):
        stored = NotConcerned.objects.select_for_update(of=("self",)).filter(pk=said.pk).first()
        if stored is None:
            raise RuleBroken(_("Det är redan tillbakataget."))
        stored.delete()


def _check_asked(item: PlanItem, body: Unit, year: int) -> None:
    """The goal is put to the body, and the body does not answer it already."""
    if item.state not in (ItemState.DECIDED, ItemState.ACTIVE):
        raise RuleBroken(_("Bara det som är beslutat och gäller behöver ett svar."))
    if body.pk not in {each.pk for each in asked_in(year).bodies_for(item.step_id)}:
        raise RuleBroken(
            _("”%(title)s” är inte något som %(body)s svarar på.") % {"title": item.title, "body": body.name}
        )
    answer = own_answer(body, item)
    if answer is not None:
        raise RuleBroken(
            _("%(body)s svarar redan på målet med ”%(title)s”. Avsluta det först om det inte längre berör er.")
            % {"body": body.name, "title": answer.title}
        )
