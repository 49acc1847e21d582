"""The open questions that dialogues begin with: a municipality's own, or those that come with the model until it has its own."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from followup.models import Dialogue, DialogueInvitation, DialogueQuestion, PairKind
from followup.rules import kind_of_pair

MOST_QUESTIONS = 6
"""More than this is a form to fill in, and no longer a conversation."""
OFFERED: dict[str, tuple[object, ...]] = {
    PairKind.COUNCIL: (
        _("Vad fungerar i grunduppdraget, och vad oroar?"),
        _("Vad har gått framåt i det ni har bestämt, och vad hindrar?"),
        _("Räcker pengarna till det vi vill, och vad gör ni om de inte gör det?"),
        _("Vad har ni lärt er, och vad förstår ni annorlunda nu?"),
    ),
    PairKind.OFFICE: (
        _("Vad fungerar i grunduppdraget, och vad oroar?"),
        _("Vad har gått framåt i det ni har bestämt, och vad hindrar?"),
        _("Vad har ni lärt er, och vad förstår ni annorlunda nu?"),
    ),
    PairKind.UNIT: (
        _("Vad fungerar i vardagen, och vad oroar?"),
        _("Vad har ni prövat sedan sist, och vad märkte ni?"),
        _("Vad behöver ni från oss?"),
    ),
    PairKind.COMPANY: (
        _("Hur bidrar bolaget till kommunens mål just nu?"),
        _("Vad ser ni framför er som ägaren behöver veta tidigt?"),
        _("Vad har ni lärt er, och vad förstår ni annorlunda nu?"),
    ),
}
"""What is asked where the municipality has no questions of its own: three or four open ones (domain §6.5)."""


def questions_in(pair: str, year: int) -> list[DialogueQuestion]:
    """The municipality's own questions for a kind of pair in ``year``, in their order. One query."""
    return list(_in_year(year).filter(pair=pair))


def own_questions(year: int) -> dict[str, list[DialogueQuestion]]:
    """The same for every kind of pair. One query."""
    found: dict[str, list[DialogueQuestion]] = {pair: [] for pair in PairKind.values}
    for question in _in_year(year):
        found[question.pair].append(question)
    return found


def _in_year(year: int) -> "QuerySet[DialogueQuestion]":
    lasts = Q(last_year__isnull=True) | Q(last_year__gte=year)
    return DialogueQuestion.objects.filter(lasts, first_year__lte=year)


def asked(pair: str, own: Sequence[DialogueQuestion]) -> list[str]:
    """What is asked: the municipality's ``own``, else what is offered."""
    return [question.text for question in own] or [str(text) for text in OFFERED[pair]]


def questions_of(dialogue: Dialogue) -> list[str]:
    """What the two are asked to talk about: as it was sent, else as it would be sent today. At most two queries."""
    invitation = DialogueInvitation.objects.filter(dialogue=dialogue).first()
    if invitation is not None and invitation.question_list:
        return invitation.question_list
    pair = kind_of_pair(dialogue.upper.kind, dialogue.lower.kind)
    return asked(pair, questions_in(pair, dialogue.period.year))
