"""What a dialogue arrives at: put down by either side while it is open, and needs answered by the upper unit whenever the answer comes."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from followup import rules
from followup.actions.dialogues import LOWER, UPPER, locked, require_side, sides, take_back_confirmations
from followup.models import Dialogue, DialogueFinding, DialogueState, FindingKind
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require
from sala_styr.text_merge import Merged, Typed

OWN_WORDS = {UPPER: "upper_words", LOWER: "lower_words"}


def add_finding(actor: Actor, dialogue: Dialogue, kind: str, text: str) -> DialogueFinding:
    """Put down an agreement, a disagreement or a need. Raises Refused for others than the two sides, RuleBroken without text or when locked."""
    require_side(actor, dialogue)
    if kind not in FindingKind.values:
        raise RuleBroken(_("Välj om det är något ni är överens om, ser olika på eller behöver stöd med."), field="kind")
    text = text.strip()
    if not text:
        raise RuleBroken(asked_for(FindingKind(kind)), field="text")
    with recording(actor, _("Skrev vad dialogen kom fram till")):
        found = locked(dialogue)
        finding = DialogueFinding.objects.create(dialogue=found, kind=kind, text=text)
        take_back_confirmations(found)
    return finding


def asked_for(kind: FindingKind) -> str:
    """What to write when nothing was written."""
    return {
        FindingKind.AGREEMENT: _("Skriv vad ni är överens om."),
        FindingKind.DISAGREEMENT: _("Skriv vad ni ser olika på."),
        FindingKind.SUPPORT: _("Skriv vilket stöd eller beslut som behövs."),
    }[kind]


def write_finding(
    actor: Actor, finding: DialogueFinding, typed: Mapping[str, Typed]
) -> tuple[Dialogue, dict[str, Merged]]:
    """Put what was typed of a finding onto what stands: ``text`` by either side, ``upper_words`` and ``lower_words`` by their own.

    Gives the dialogue and what now stands by field. A text that is emptied is left as it was: taking a finding away has its own button.
    Raises Refused for the other side's words, RuleBroken when locked.
    """
    writable = writable_fields(actor, finding)
    require(set(typed) <= set(writable), _("De orden skrivs av den andra sidan."))
    with recording(actor, _("Skrev vad dialogen kom fram till")):
        found = locked(finding.dialogue)
        row = DialogueFinding.objects.select_for_update().get(pk=finding.pk)
        texts = {name: each.onto(getattr(row, name)) for name, each in typed.items()}
        changed = {
            name: merged.text
            for name, merged in texts.items()
            if merged.text != getattr(row, name) and (name != "text" or merged.text.strip())
        }
        for name, text in changed.items():
            setattr(row, name, text)
        if changed:
            row.save()
            take_back_confirmations(found, parts=False)
    return found, texts


def writable_fields(actor: Actor, finding: DialogueFinding) -> list[str]:
    """The texts of a finding that this person may write, while its dialogue is open. No query."""
    above, below = sides(finding.dialogue)
    if finding.dialogue.state == DialogueState.CONFIRMED or not rules.speaks_in_dialogue(actor, above, below):
        return []
    fields = ["text"]
    if finding.kind == FindingKind.DISAGREEMENT:
        fields += ["lower_words"] if rules.speaks_for_lower(actor, above, below) else []
        fields += ["upper_words"] if rules.speaks_for_upper(actor, above, below) else []
    return fields


def remove_finding(actor: Actor, finding: DialogueFinding) -> None:
    """Take back a finding while its dialogue is open. Raises RuleBroken for a need that has been answered."""
    require_side(actor, finding.dialogue)
    with recording(actor, _("Tog tillbaka något dialogen kom fram till")):
        found = locked(finding.dialogue)
        row = DialogueFinding.objects.select_for_update().get(pk=finding.pk)
        if row.answered_at:
            raise RuleBroken(_("Behovet har fått ett svar och kan inte tas bort."))
        row.delete()
        take_back_confirmations(found)


def answer_need(actor: Actor, finding: DialogueFinding, answer: str) -> DialogueFinding:
    """The upper unit answers a need, also after the dialogue is locked; written anew it replaces the answer, and the history keeps both.

    Raises Refused for others than the upper unit's chair or manager, RuleBroken without an answer or for what is no need.
    """
    require(
        rules.may_answer_need(actor, *sides(finding.dialogue)),
        _("Behovet besvaras av ordföranden eller chefen för %(unit)s.") % {"unit": finding.dialogue.upper.name},
    )
    answer = answer.strip()
    if finding.kind != FindingKind.SUPPORT:
        raise RuleBroken(_("Det är bara behov av stöd eller beslut som besvaras."))
    if not answer:
        raise RuleBroken(_("Skriv vad svaret är. Ett nej är också ett svar, med ett skäl."), field="answer")
    with recording(actor, _("Svarade på ett behov")):
        row = DialogueFinding.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=finding.pk)
        if row.answer != answer:
            row.answer, row.answered_by, row.answered_at = answer, actor.user, timezone.now()
            row.save()
    return row
