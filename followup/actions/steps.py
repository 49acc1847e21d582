"""The agreed next steps and the open questions: put in one dialogue, taken up in the next, until they are closed or answered."""

from datetime import date

from django.utils.translation import gettext as _

from followup import rules
from followup.actions.dialogues import locked, require_side, sides, take_back_confirmations
from followup.models import Dialogue, NextStep, OpenQuestion, StepState
from followup.queries.dialogue_steps import returning_questions, returning_steps
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import User
from sala_styr.organisation.rules import require

CARRIED = "carried"
"""The choice beside klart and avslutat: the step goes on to the next dialogue."""


def add_step(
    actor: Actor, dialogue: Dialogue, text: str, *, responsible: User | None = None, due: date | None = None
) -> NextStep:
    """Agree on a next step. Raises Refused for others than the two sides, RuleBroken without text or when the dialogue is locked."""
    require_side(actor, dialogue)
    text = _said(text, _("Skriv vad ni är överens om att göra."))
    with recording(actor, _("Kom överens om ett nästa steg")):
        found = locked(dialogue)
        step = NextStep.objects.create(dialogue=found, text=text, responsible=responsible, due=due)
        take_back_confirmations(found)
    return step


def remove_step(actor: Actor, step: NextStep) -> None:
    """Take back a step while its own dialogue is still being written. Raises RuleBroken when a later one has taken it up."""
    require_side(actor, step.dialogue)
    with recording(actor, _("Tog tillbaka ett nästa steg")):
        found = locked(step.dialogue)
        step = NextStep.objects.select_for_update().get(pk=step.pk)
        if step.closed_in_id or step.carried_in_id:
            raise RuleBroken(_("Steget har tagits upp i en senare dialog och kan inte tas bort."))
        step.delete()
        take_back_confirmations(found)


def settle_step(actor: Actor, dialogue: Dialogue, step: NextStep, choice: str, outcome: str) -> NextStep:
    """Say in ``dialogue`` what became of a step from an earlier one: done, dropped or carried on.

    Raises Refused for others than the two sides; RuleBroken when the step does not return here, when it is closed without a word of how it
    went, or when the dialogue is locked.
    """
    require_side(actor, dialogue)
    outcome = outcome.strip()
    if choice not in (StepState.DONE, StepState.DROPPED, CARRIED):
        raise RuleBroken(_("Välj om steget är klart, går vidare eller avslutas."), field="choice")
    if choice != CARRIED and not outcome:
        raise RuleBroken(_("Skriv med några ord hur det gick."), field="outcome")
    with recording(actor, _("Gick igenom ett steg från tidigare")):
        found = locked(dialogue)
        if step.pk not in {returning.pk for returning in returning_steps(found)}:
            raise RuleBroken(_("Steget hör inte till de här två, eller är redan avslutat."))
        step = NextStep.objects.select_for_update().get(pk=step.pk)
        if step.closed_in_id not in (None, found.pk):
            raise RuleBroken(_("Steget är avslutat i en senare dialog."))
        carried = choice == CARRIED
        new = {
            "state": StepState.OPEN if carried else StepState(choice),
            "closed_in_id": None if carried else found.pk,
            "carried_in_id": found.pk if carried else step.carried_in_id,
            "outcome": outcome,
        }
        if any(getattr(step, name) != value for name, value in new.items()):
            for name, value in new.items():
                setattr(step, name, value)
            step.save()
            take_back_confirmations(found)
    return step


def report_on_step(actor: Actor, step: NextStep, outcome: str) -> NextStep:
    """Write how a step is going, between the dialogues; it is closed in the next one, by both. For the person responsible and the two sides."""
    is_mine = actor.user is not None and step.responsible_id == actor.user.pk
    require(
        is_mine or rules.speaks_in_dialogue(actor, *sides(step.dialogue)),
        _("Hur det går skrivs av den som har tagit på sig steget."),
    )
    outcome = _said(outcome, _("Skriv med några ord hur det går."), field="outcome")
    with recording(actor, _("Skrev hur ett steg går")):
        step = NextStep.objects.select_for_update().get(pk=step.pk)
        if step.state != StepState.OPEN:
            raise RuleBroken(_("Steget är redan avslutat."))
        if step.outcome != outcome:
            step.outcome = outcome
            step.save()
    return step


def ask_question(actor: Actor, dialogue: Dialogue, text: str) -> OpenQuestion:
    """Put an open question to carry on. Raises Refused for others than the two sides."""
    require_side(actor, dialogue)
    text = _said(text, _("Skriv frågan."))
    with recording(actor, _("Ställde en fråga att bära vidare")):
        found = locked(dialogue)
        question = OpenQuestion.objects.create(dialogue=found, text=text)
        take_back_confirmations(found)
    return question


def answer_question(actor: Actor, dialogue: Dialogue, question: OpenQuestion, answer: str) -> OpenQuestion:
    """Answer in ``dialogue`` a question put in it or in an earlier one; an empty answer opens it again. Raises as ``settle_step``."""
    require_side(actor, dialogue)
    answer = answer.strip()
    with recording(actor, _("Svarade på en fråga") if answer else _("Öppnade en fråga igen")):
        found = locked(dialogue)
        if question.dialogue_id != found.pk and question.pk not in {q.pk for q in returning_questions(found)}:
            raise RuleBroken(_("Frågan hör inte till de här två, eller är redan besvarad."))
        question = OpenQuestion.objects.select_for_update().get(pk=question.pk)
        if question.answered_in_id not in (None, found.pk):
            raise RuleBroken(_("Frågan är besvarad i en senare dialog."))
        if question.answer != answer:
            question.answer = answer
            question.answered_in = found if answer else None
            question.save()
            take_back_confirmations(found)
    return question


def remove_question(actor: Actor, question: OpenQuestion) -> None:
    """Take back a question while its own dialogue is still being written and nobody has answered it."""
    require_side(actor, question.dialogue)
    with recording(actor, _("Tog tillbaka en fråga")):
        found = locked(question.dialogue)
        question = OpenQuestion.objects.select_for_update().get(pk=question.pk)
        if question.answered_in_id:
            raise RuleBroken(_("Frågan har fått ett svar och kan inte tas bort."))
        question.delete()
        take_back_confirmations(found)


def _said(text: str, otherwise: str, field: str = "text") -> str:
    text = text.strip()
    if not text:
        raise RuleBroken(otherwise, field=field)
    return text
