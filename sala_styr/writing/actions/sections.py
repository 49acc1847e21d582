"""A section written: saved with what others wrote meanwhile, handed in, sent back with a word, approved; commented."""

from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require, require_own_hand
from sala_styr.text_merge import Merged, Typed
from sala_styr.writing.actions.decided import refuse_decided
from sala_styr.writing.models import ReportSection, SectionComment, SectionState
from sala_styr.writing.rules import may_comment, may_hand_in, may_judge, may_write

LONGEST = 100_000
"""Signs in one section: about forty pages."""


def write_section(actor: Actor, section: ReportSection, typed: Typed) -> tuple[ReportSection, Merged]:
    """Save what the person has made of the text, put onto what stands there now: nothing that either wrote is lost.

    Raises Refused for others than those who write it; RuleBroken for a section without text, one that is handed in, or too long a text.
    """
    require(may_write(actor, section), _("Avsnittet skrivs av den som äger det, eller av en controller."))
    if len(typed.text) > LONGEST:
        raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken får plats.") % {"n": LONGEST}, field="text")
    with recording(actor, _("Skrev i avsnittet")):
        found = _lock(section)
        if not found.has_text:
            raise RuleBroken(_("I det här avsnittet hämtas allt ur systemet. Det finns inget att skriva."))
        if not found.is_editable:
            raise RuleBroken(
                _("Avsnittet är inlämnat. Be den som läser det att skicka tillbaka det om något behöver ändras.")
            )
        merged = typed.onto(found.text)
        if merged.text != found.text:
            found.text = merged.text
            found.state = _state_after(found)
            found.text = found.text if found.state != SectionState.EMPTY else ""
            _signed(found, actor)
    return found, merged


def hand_in(actor: Actor, section: ReportSection, version: int) -> ReportSection:
    """The text is ready to be read. Raises Refused, RuleBroken when there is none or it is handed in already, EditConflict."""
    require(may_hand_in(actor, section), _("Avsnittet lämnas in av chefen för den enhet som skriver det."))
    with recording(actor, _("Lämnade in avsnittet")):
        found = _lock(section, version)
        if found.state == SectionState.EMPTY or not found.text.strip():
            raise RuleBroken(_("Skriv något först, så finns det något att läsa."), field="text")
        if not found.is_editable:
            raise RuleBroken(_("Avsnittet är redan inlämnat."))
        found.state = SectionState.SUBMITTED
        _signed(found, actor)
    return found


def send_back(actor: Actor, section: ReportSection, because: str, version: int) -> ReportSection:
    """Ask for more, in words. Raises Refused, RuleBroken without words or for a text that is not handed in, EditConflict."""
    require(may_judge(actor, section), _("Avsnittet läses och skickas tillbaka av en controller."))
    if not because.strip():
        raise RuleBroken(_("Skriv vad som behöver kompletteras."), field="because")
    with recording(actor, _("Skickade tillbaka avsnittet")):
        found = _lock(section, version)
        if found.state not in (SectionState.SUBMITTED, SectionState.APPROVED):
            raise RuleBroken(_("Avsnittet är inte inlämnat, så det går redan att skriva i."))
        found.state, found.returned_because = SectionState.RETURNED, because.strip()
        found.version += 1
        found.save()
    return found


def approve(actor: Actor, section: ReportSection, version: int) -> ReportSection:
    """The text is good. Raises Refused, RuleBroken for a text that is not handed in, EditConflict."""
    require_own_hand(actor)
    require(may_judge(actor, section), _("Avsnittet godkänns av en controller."))
    with recording(actor, _("Godkände avsnittet")):
        found = _lock(section, version)
        if found.state != SectionState.SUBMITTED:
            raise RuleBroken(_("Avsnittet är inte inlämnat ännu."))
        found.state, found.returned_because = SectionState.APPROVED, ""
        found.version += 1
        found.save()
    return found


def comment(
    actor: Actor, section: ReportSection, text: str, *, answers: SectionComment | None = None
) -> SectionComment:
    """A word beside the text, for those who write, or an answer to one: what was taken care of is then open again.

    Raises Refused for who may not read the report or only reads, RuleBroken for no words.
    """
    require(
        may_comment(actor, section),
        _("Kommentarer skrivs av dem som får läsa rapporten medan den skrivs, men inte av revisorerna."),
    )
    if not text.strip():
        raise RuleBroken(_("Skriv något i kommentaren."), field="comment")
    with recording(actor, _("Svarade på kommentaren") if answers else _("Kommenterade avsnittet")):
        first = (answers.answers or answers) if answers is not None else None
        if first is not None:
            reopen_comment(actor, first)
        return SectionComment.objects.create(section=section, text=text.strip(), author=actor.user, answers=first)


def settle_comment(actor: Actor, found: SectionComment) -> SectionComment:
    """The comment is taken care of: by who wrote it, who writes the section, or a controller. Raises Refused. Nothing happens the second time."""
    own = actor.user is not None and found.author_id == actor.user.pk
    require(
        own or may_write(actor, found.section), _("Kommentaren klarmarkeras av den som skrev den eller äger avsnittet.")
    )
    with recording(actor, _("Klarmarkerade kommentaren")):
        fresh = SectionComment.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if fresh.settled_at is None:
            fresh.settled_at, fresh.settled_by = timezone.now(), actor.user
            fresh.save()
    return fresh


def reopen_comment(actor: Actor, found: SectionComment) -> SectionComment:
    """It was not taken care of after all. Raises Refused for who may not read the report. Nothing happens to one that is open."""
    require(
        may_comment(actor, found.section),
        _("Kommentarer öppnas igen av dem som får läsa rapporten medan den skrivs, men inte av revisorerna."),
    )
    with recording(actor, _("Öppnade kommentaren igen")):
        fresh = SectionComment.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if fresh.settled_at is not None:
            fresh.settled_at, fresh.settled_by = None, None
            fresh.save()
    return fresh


def _lock(section: ReportSection, version: int | None = None) -> ReportSection:
    found = ReportSection.objects.select_for_update(of=("self", "report")).select_related("report").get(pk=section.pk)
    refuse_decided(found.report)
    if version is not None and found.version != version:
        raise EditConflict(_("Någon annan har ändrat avsnittet sedan du öppnade sidan. Läs det igen först."))
    return found


def _state_after(found: ReportSection) -> str:
    """A text that has been sent back stays so until it is handed in again, also while it is empty."""
    if found.state == SectionState.RETURNED:
        return found.state
    return SectionState.DRAFT if found.text.strip() else SectionState.EMPTY


def _signed(found: ReportSection, actor: Actor) -> None:
    found.written_by, found.in_place_of, found.written_at = actor.user, actor.in_place_of, timezone.now()
    found.version += 1
    found.save()
