"""The questions that dialogues begin with: written, changed, ordered and ended by a controller. What has been sent keeps its own."""

from django.db.models import Max
from django.utils.translation import gettext as _

from followup.models import DialogueQuestion, PairKind
from followup.queries.dialogue_questions import MOST_QUESTIONS, OFFERED, questions_in
from followup.rules import may_steer_questions
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import bulk_create, bulk_update, recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require


def adopt_offered(actor: Actor, pair: str, year: int) -> list[DialogueQuestion]:
    """Make the offered questions the municipality's own from ``year``, to change as one likes. Nothing happens when it has some already."""
    _require_controller(actor)
    with recording(actor, _("Började med de föreslagna frågorna")):
        if questions_in(pair, year):
            return []
        rows = [
            DialogueQuestion(pair=PairKind(pair), order=number, text=str(text), first_year=year)
            for number, text in enumerate(OFFERED[pair], start=1)
        ]
        found: list[DialogueQuestion] = bulk_create(DialogueQuestion, rows)
    return found


def add_question(
    actor: Actor, *, pair: str, text: str, first_year: int, last_year: int | None = None
) -> DialogueQuestion:
    """Add a question last. Raises Refused for others than controllers; RuleBroken without text, with years in disorder, or when they are enough already."""
    _require_controller(actor)
    text = _sound(text, first_year, last_year)
    with recording(actor, _("Lade till en fråga i dialogen")):
        if len(questions_in(pair, first_year)) >= MOST_QUESTIONS:
            raise RuleBroken(_too_many(first_year))
        last = DialogueQuestion.objects.filter(pair=pair).aggregate(last=Max("order"))["last"] or 0
        return DialogueQuestion.objects.create(
            pair=PairKind(pair), order=last + 1, text=text, first_year=first_year, last_year=last_year
        )


def change_question(
    actor: Actor, question: DialogueQuestion, *, text: str, first_year: int, last_year: int | None, version: int
) -> DialogueQuestion:
    """Change the words or the years. Raises as ``add_question``, and EditConflict when somebody else has changed it meanwhile."""
    _require_controller(actor)
    text = _sound(text, first_year, last_year)
    with recording(actor, _("Ändrade en fråga i dialogen")):
        found = DialogueQuestion.objects.select_for_update().get(pk=question.pk)
        if found.version != version:
            raise EditConflict(
                _("Någon annan har ändrat frågan sedan du öppnade sidan. Inget av ditt har sparats ännu.")
            )
        found.text, found.first_year, found.last_year = text, first_year, last_year
        found.version += 1
        found.save()
    return found


def move_question(actor: Actor, question: DialogueQuestion, year: int, *, up: bool) -> None:
    """Change places with the question before (``up``) or after it in the year. Nothing happens at the ends."""
    _require_controller(actor)
    with recording(actor, _("Ändrade frågornas ordning")):
        rows = list(DialogueQuestion.objects.select_for_update().filter(pair=question.pair))
        shown = {each.pk for each in questions_in(question.pair, year)}
        in_year = [each for each in rows if each.pk in shown]
        place = next((number for number, each in enumerate(in_year) if each.pk == question.pk), None)
        other = None if place is None else place + (-1 if up else 1)
        if place is None or other is None or not 0 <= other < len(in_year):
            return
        here, there = rows.index(in_year[place]), rows.index(in_year[other])
        rows[here], rows[there] = rows[there], rows[here]
        moved = [each for number, each in enumerate(rows, start=1) if each.order != number]
        for number, each in enumerate(rows, start=1):
            each.order = number
        bulk_update(DialogueQuestion, moved, ["order"])


def remove_question(actor: Actor, question: DialogueQuestion) -> None:
    """Take a question away altogether. What has been sent keeps it; its history stays."""
    _require_controller(actor)
    with recording(actor, _("Tog bort en fråga i dialogen")):
        DialogueQuestion.objects.select_for_update().get(pk=question.pk).delete()


def _sound(text: str, first_year: int, last_year: int | None) -> str:
    text = " ".join(text.split())
    if not text:
        raise RuleBroken(_("Skriv frågan."), field="text")
    if last_year is not None and last_year < first_year:
        raise RuleBroken(_("Sista året behöver vara samma som det första eller senare."), field="last_year")
    return text


def _too_many(year: int) -> str:
    words = {"most": MOST_QUESTIONS, "year": year}
    return (
        _("Det finns redan %(most)d frågor för %(year)d. Ta bort eller avsluta en först, så att ni hinner tala.")
        % words
    )


def _require_controller(actor: Actor) -> None:
    require(may_steer_questions(actor), _("Frågorna som dialogerna börjar med sköts av en controller."))
