"""Writing an assessment, handing it in, sending it back with a word, approving it."""

from dataclasses import dataclass, replace
from typing import NoReturn

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from followup import rules
from followup.models import EDITABLE_STATES, Assessment, AssessmentState, Period
from followup.queries.assessable import is_assessable
from followup.queries.places import place_of
from followup.queries.things import Thing, is_political, owner_of, thing_filter
from goals.queries.scales import Scales, scales_of
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require, require_own_hand

# From which state each verb may start. An approved one can be taken back for as long as the period is open.
SUBMITTED_FROM = EDITABLE_STATES
APPROVED_FROM = frozenset({AssessmentState.SUBMITTED})
RETURNED_FROM = frozenset({AssessmentState.SUBMITTED, AssessmentState.APPROVED})


@dataclass(frozen=True)
class Words:
    """What a person says: the three fields of an assessment, the reason when it cannot be made, and the outlook for the year's end."""

    status: str = ""
    trend: str = ""
    comment: str = ""
    cannot_reason: str = ""
    outlook: str = ""

    @property
    def is_empty(self) -> bool:
        return not any((self.status, self.trend, self.comment, self.cannot_reason, self.outlook))

    def with_reason_only_if(self, needed: bool) -> "Words":
        """The same; a reason that the status no longer needs is let go of."""
        return self if needed else replace(self, cannot_reason="")


def save_assessment(actor: Actor, period: Period, thing: Thing, words: Words, version: int = 0) -> Assessment | None:
    """Save a draft. ``version`` is the one the person saw, 0 for none; None when there was nothing and nothing is said.

    Raises Refused for others than the writers, RuleBroken for a closed period, a thing that is not followed up that year, a status without
    comment, "kan inte bedömas" without reason or one already handed in, EditConflict when somebody else has saved meanwhile.
    """
    place = place_of(owner_of(thing))
    require(rules.may_write_assessment(actor, place), _who_writes(thing))
    _open(period)
    if not is_assessable(thing, period):
        raise RuleBroken(_("Den här delen av planen följs inte upp i %(period)s.") % {"period": period})
    scales = scales_of(period.year)
    _complete_words(words, scales)
    words = words.with_reason_only_if(scales.status[words.status].needs_reason)
    with recording(actor, _("Skrev bedömning")):
        found = _locked(period, thing)
        _of_the_scale(words, scales, found)
        if found is None:
            return None if words.is_empty else _create(actor, period, thing, words, version)
        _same_version(found, version)
        if found.state not in EDITABLE_STATES:
            raise RuleBroken(
                _("Bedömningen är inlämnad. Be den som läser den att lämna tillbaka den om du behöver ändra.")
            )
        return _write(actor, found, words)


def submit_assessment(actor: Actor, assessment: Assessment, version: int) -> Assessment:
    """Hand it in to the level above. Raises Refused for staff and others, RuleBroken when it is not a draft or has no status."""
    thing = _thing(assessment)
    require(
        rules.may_submit_assessment(actor, place_of(owner_of(thing))),
        _("Bedömningen lämnas in av chefen för %(unit)s. Ditt utkast är sparat.") % {"unit": owner_of(thing).name},
    )
    _open(assessment.period)
    with recording(actor, _("Lämnade in bedömningen")):
        found = _lock(assessment, version, SUBMITTED_FROM, _("Bedömningen är redan inlämnad."))
        if not found.status:
            raise RuleBroken(_("Välj hur det går innan du lämnar in."), field="status")
        return _move(found, AssessmentState.SUBMITTED)


def approve_assessment(actor: Actor, assessment: Assessment, version: int) -> Assessment:
    """Approve what has been handed in. Raises Refused for others than the level above, RuleBroken when it is not handed in."""
    require_own_hand(actor)
    _require_judge(actor, assessment)
    _open(assessment.period)
    with recording(actor, _("Godkände bedömningen")):
        found = _lock(assessment, version, APPROVED_FROM, _("Bara en inlämnad bedömning kan godkännas."))
        return _move(found, AssessmentState.APPROVED)


def return_assessment(actor: Actor, assessment: Assessment, because: str, version: int) -> Assessment:
    """Send it back with a word of what is needed. Raises Refused for others than the level above, RuleBroken without a word."""
    _require_judge(actor, assessment)
    _open(assessment.period)
    because = because.strip()
    if not because:
        raise RuleBroken(_("Skriv vad som behöver kompletteras, så att den som skrev vet."), field="because")
    with recording(actor, _("Lämnade tillbaka bedömningen: %(because)s") % {"because": because}):
        found = _lock(assessment, version, RETURNED_FROM, _("Bara en inlämnad bedömning kan lämnas tillbaka."))
        found.returned_because = because
        return _move(found, AssessmentState.RETURNED)


def _complete_words(words: Words, scales: Scales) -> None:
    """Invariant 16: a status has its comment, and one that needs it ("kan inte bedömas") its reason."""
    if words.status and not words.comment:
        raise RuleBroken(
            _("Skriv en kommentar till bedömningen. Ett ord eller en färg räcker inte att förstå den."), field="comment"
        )
    step = scales.status[words.status]
    if words.status and step.needs_reason and not words.cannot_reason:
        raise RuleBroken(_("Skriv varför: ”%(word)s” behöver ett skäl.") % {"word": step.word}, field="cannot_reason")


def _of_the_scale(words: Words, scales: Scales, found: Assessment | None) -> None:
    """Only steps that the year's scale offers, or that stand there since before."""
    for field, scale in (("status", scales.status), ("trend", scales.trend), ("outlook", scales.status)):
        said, now = getattr(words, field), getattr(found, field, "")
        if said and said != now and said not in {step.key for step in scale.offered()}:
            raise RuleBroken(_("Välj ett av stegen i årets skala."), field=field)


def _create(actor: Actor, period: Period, thing: Thing, words: Words, version: int) -> Assessment:
    if version:
        raise RuleBroken(_("Bedömningen finns inte längre. Ladda om sidan."))
    try:
        with transaction.atomic():
            return Assessment.objects.create(
                period=period, written_by=actor.user, **thing_filter(thing), **_fields(words)
            )
    except IntegrityError as error:
        raise EditConflict(_("Någon annan började skriva samma bedömning samtidigt.")) from error


def _write(actor: Actor, found: Assessment, words: Words) -> Assessment:
    fields = _fields(words)
    if all(getattr(found, name) == value for name, value in fields.items()):
        return found
    for name, value in fields.items():
        setattr(found, name, value)
    found.written_by = actor.user
    found.version += 1
    found.save()
    return found


def _fields(words: Words) -> dict[str, str]:
    return {
        "status": words.status,
        "trend": words.trend,
        "comment": words.comment,
        "cannot_reason": words.cannot_reason,
        "outlook": words.outlook,
    }


def _locked(period: Period, thing: Thing) -> Assessment | None:
    return Assessment.objects.select_for_update().filter(period=period, **thing_filter(thing)).first()


def _lock(assessment: Assessment, version: int, states: frozenset[AssessmentState], otherwise: str) -> Assessment:
    """The row as it is now, locked, when it has the version the person saw and one of ``states``."""
    found = Assessment.objects.select_for_update().get(pk=assessment.pk)
    _same_version(found, version)
    if found.state not in states:
        raise RuleBroken(otherwise)
    return found


def _move(found: Assessment, state: AssessmentState) -> Assessment:
    found.state = state
    found.version += 1
    found.save()
    return found


def _same_version(found: Assessment, version: int) -> None:
    if found.version != version:
        _conflict()


def _conflict() -> NoReturn:
    raise EditConflict(_("Någon annan har ändrat bedömningen sedan du öppnade sidan. Inget av ditt har sparats ännu."))


def _open(period: Period) -> None:
    if not period.is_open:
        raise RuleBroken(
            _("Uppföljningen %(period)s är stängd. En controller kan öppna den igen.") % {"period": period}
        )


def _require_judge(actor: Actor, assessment: Assessment) -> None:
    thing = _thing(assessment)
    allowed = rules.may_judge_assessment(actor, place_of(owner_of(thing)), is_political(thing))
    reason = (
        _("Bedömningen godkänns av förtroendevalda i %(unit)s.")
        if is_political(thing)
        else _("Bedömningen godkänns av nivån över %(unit)s.")
    )
    require(allowed, reason % {"unit": owner_of(thing).name})


def _thing(assessment: Assessment) -> Thing:
    return assessment.plan_item or assessment.core_mission  # type: ignore[return-value]


def _who_writes(thing: Thing) -> str:
    unit = owner_of(thing)
    if is_political(thing):
        return _("Hur det går skrivs av chefen närmast under %(unit)s.") % {"unit": unit.name}
    return _("Hur det går skrivs av chefer och medarbetare i %(unit)s.") % {"unit": unit.name}
