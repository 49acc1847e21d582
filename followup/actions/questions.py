"""Asking about a goal, answering, and taking back a question that nobody has answered."""

from django.utils import timezone
from django.utils.translation import gettext as _

from followup import rules
from followup.models import GoalQuestion
from followup.queries.places import place_of
from goals.models import ItemState, PlanItem
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require

LONGEST_TITLE = 120


def ask_about_goal(actor: Actor, item: PlanItem, text: str) -> GoalQuestion:
    """Put a question to those who answer for ``item``; it is published at once. Raises Refused for others than elected, RuleBroken without text."""
    require(rules.may_ask_question(actor), _("Frågor om målen ställs av förtroendevalda."))
    text = _said(text, _("Skriv din fråga."), "text")
    if item.state == ItemState.DRAFT:
        raise RuleBroken(_("”%(title)s” är inte beslutat än. Fråga när det gäller.") % {"title": item.title})
    with recording(actor, _("Ställde en fråga")):
        title = actor.titles[0] if actor.titles else ""
        return GoalQuestion.objects.create(
            plan_item=item, text=text, asked_by=actor.user, asked_as=title[:LONGEST_TITLE]
        )


def answer_goal_question(actor: Actor, question: GoalQuestion, answer: str, version: int) -> GoalQuestion:
    """Answer, or write the answer anew. Raises Refused for others than the owner's, RuleBroken without words or when the question was taken back,
    EditConflict when somebody has written since ``version``."""
    item = question.plan_item
    require(rules.may_answer_question(actor, place_of(item.owner), item.responsible_id), who_answers(question))
    answer = _said(answer, _("Skriv ett svar. Vet du inte än är det också ett svar: säg när du vet."), "answer")
    with recording(actor, _("Svarade på en fråga")):
        found = _unchanged(question, version)
        if found.withdrawn_at is not None:
            raise RuleBroken(_("Den som frågade har tagit tillbaka frågan."))
        if found.answer != answer:
            found.answer, found.answered_by, found.answered_at = answer, actor.user, timezone.now()
            found.version += 1
            found.save()
    return found


def withdraw_goal_question(actor: Actor, question: GoalQuestion, version: int) -> GoalQuestion:
    """Take back one's own question before it has an answer. It is no longer shown; the history keeps it. Raises as ``answer_goal_question``."""
    mine = actor.user is not None and question.asked_by_id == actor.user.pk
    require(mine, _("En fråga tas tillbaka av den som ställde den."))
    with recording(actor, _("Tog tillbaka sin fråga")):
        found = _unchanged(question, version)
        if found.is_answered:
            raise RuleBroken(_("Frågan har fått ett svar och står kvar tillsammans med det."))
        if found.withdrawn_at is None:
            found.withdrawn_at = timezone.now()
            found.version += 1
            found.save()
    return found


def who_answers(question: GoalQuestion) -> str:
    """The sentence for somebody who may not: who may."""
    return _("Frågan besvaras av dem som svarar för målet i %(owner)s.") % {"owner": question.plan_item.owner.name}


def _unchanged(question: GoalQuestion, version: int) -> GoalQuestion:
    found: GoalQuestion = GoalQuestion.objects.select_for_update().get(pk=question.pk)
    if found.version != version:
        raise EditConflict(_("Någon annan har svarat eller ändrat sedan du öppnade sidan. Läs det först."))
    return found


def _said(text: str, otherwise: str, field: str) -> str:
    text = text.strip()
    if not text:
        raise RuleBroken(otherwise, field=field)
    return text
