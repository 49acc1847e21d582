"""Planning a dialogue, writing in it, and confirming it from both sides."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup import rules
from followup.models import Dialogue, DialogueState, Participant, Period
from followup.queries.dialogue_steps import untouched_steps
from followup.queries.places import place_of
from followup.rules import Place
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.history.recording import current
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Appointment, Unit, User
from sala_styr.organisation.rules import require, require_own_hand
from sala_styr.text_merge import Merged, Typed

UPPER, LOWER = "upper", "lower"
PICTURES = {UPPER: "upper_picture", LOWER: "lower_picture"}
SHARED = ("core_mission", "focus_areas", "money", "reflection", "support")
ARRANGEMENTS = ("day", "place", "material")


def plan_dialogue(
    actor: Actor,
    *,
    period: Period,
    upper: Unit,
    lower: Unit,
    day: date,
    place: str = "",
    material: str = "",
    participants: Iterable[User] = (),
) -> Dialogue:
    """Plan a dialogue between two neighbouring levels. Raises Refused for others than the two and controllers, RuleBroken for units that do not meet."""
    above, below = place_of(upper), place_of(lower)
    if not rules.are_neighbours(above, below):
        raise RuleBroken(
            _("%(upper)s och %(lower)s är inte grannar i organisationen. En dialog förs mellan två nivåer som möts.")
            % {"upper": upper.name, "lower": lower.name},
            field="lower",
        )
    require(
        rules.may_plan_dialogue(actor, above, below),
        _("En dialog planeras av någon av de två parterna eller av en controller."),
    )
    with recording(actor, _("Planerade dialogen")):
        dialogue = Dialogue.objects.create(
            period=period, upper=upper, lower=lower, day=day, place=place.strip(), material=material.strip()
        )
        _write_participants(dialogue, participants)
    return dialogue


def arrange_dialogue(
    actor: Actor,
    dialogue: Dialogue,
    *,
    day: date,
    place: str,
    material: str,
    participants: Iterable[User],
    version: int,
) -> Dialogue:
    """Change day, place, what is to be read and who takes part.

    Raises Refused for others, RuleBroken when locked, EditConflict when somebody has changed the same thing since ``version``.
    """
    above, below = sides(dialogue)
    allowed = rules.may_plan_dialogue(actor, above, below) or rules.speaks_in_dialogue(actor, above, below)
    require(allowed, _("Dag och deltagare bestäms av de två parterna."))
    with recording(actor, _("Ändrade dag eller deltagare")):
        found = _merge(dialogue, {"day": day, "place": place.strip(), "material": material.strip()}, version)
        if _write_participants(found, participants):
            take_back_confirmations(found)
    return found


@dataclass(frozen=True, slots=True)
class Written:
    """The dialogue after a writing; ``texts``: by field what stands now, with what two people wrote in the same sentence."""

    dialogue: Dialogue
    texts: dict[str, Merged]


def write_texts(actor: Actor, dialogue: Dialogue, typed: Mapping[str, Typed]) -> Written:
    """Put what a person has typed onto what stands now: nothing that anybody wrote is lost, whoever came first.

    Raises Refused for others than the two sides and for the other side's picture, RuleBroken when the dialogue is locked.
    """
    _require_writer(actor, dialogue, typed)
    with recording(actor, _reason(typed)):
        found = locked(dialogue)
        texts = {name: each.onto(getattr(found, name)) for name, each in typed.items()}
        changed = {name: merged.text for name, merged in texts.items() if merged.text != getattr(found, name)}
        said = any(text.strip() != getattr(found, name).strip() for name, text in changed.items())
        for name, text in changed.items():
            setattr(found, name, text)
        if said:
            take_back_confirmations(found, parts=False)
        elif changed:
            found.version += 1
            found.save()
    return Written(found, texts)


def write_picture(actor: Actor, dialogue: Dialogue, side: str, text: str, version: int) -> Dialogue:
    """Write one side's own picture, as typed on a page of ``version``. Raises as ``write_texts``."""
    return write_texts(actor, dialogue, typed_since(dialogue, version, {PICTURES[side]: text})).dialogue


def write_shared(actor: Actor, dialogue: Dialogue, fields: Mapping[str, str], version: int) -> Dialogue:
    """Write what both see and agree, as typed on a page of ``version``. Raises as ``write_texts``."""
    unknown = set(fields) - set(SHARED)
    if unknown:
        raise ValueError(f"not shared fields of a dialogue: {sorted(unknown)}")
    return write_texts(actor, dialogue, typed_since(dialogue, version, fields)).dialogue


def typed_since(
    dialogue: Dialogue, version: int, fields: Mapping[str, str], bases: Mapping[str, str] | None = None
) -> dict[str, Typed]:
    """What a form was sent with, each text with what the person began from: as the form says (``bases``), else as it was in ``version``.

    Raises EditConflict for a version that never was.
    """
    bases = bases or {}
    seen = dialogue if dialogue.version == version else dialogue.history.filter(version=version).last()
    if seen is None and not set(fields) <= set(bases):
        raise EditConflict(_("Dialogen har ändrats mycket sedan du öppnade sidan. Inget av ditt har sparats ännu."))
    return {
        name: Typed(bases[name] if name in bases else getattr(seen, name), text.strip())
        for name, text in fields.items()
    }


def _require_writer(actor: Actor, dialogue: Dialogue, typed: Collection[str]) -> None:
    above, below = sides(dialogue)
    may = {UPPER: rules.speaks_for_upper, LOWER: rules.speaks_for_lower}
    for side, name in PICTURES.items():
        unit = getattr(dialogue, side)
        if name in typed:
            require(may[side](actor, above, below), _("Den här bilden skrivs av %(unit)s.") % {"unit": unit.name})
    require_side(actor, dialogue)


def _reason(typed: Collection[str]) -> str:
    return _("Skrev sin bild") if set(typed) <= set(PICTURES.values()) else _("Skrev i dialogen")


def confirm_dialogue(actor: Actor, dialogue: Dialogue, side: str, version: int, note: str = "") -> Dialogue:
    """Confirm for one side that this is what was said; when both have, it is locked.

    Raises Refused for others than that side's chair or manager; RuleBroken before its day, when already confirmed, when the same person has
    confirmed for the other side, or when steps from last time are untouched and no ``note`` says why (invariant 18); EditConflict when
    something has been written since the person read it.
    """
    require_own_hand(actor)
    above, below = sides(dialogue)
    may_confirm = rules.may_confirm_upper if side == UPPER else rules.may_confirm_lower
    unit = dialogue.upper if side == UPPER else dialogue.lower
    require(
        may_confirm(actor, above, below),
        _("Dialogen bekräftas för %(unit)s av dess ordförande eller chef.") % {"unit": unit.name},
    )
    with recording(actor, _("Bekräftade dialogen för %(unit)s") % {"unit": unit.label}):
        found = locked(dialogue)
        if found.version != version:
            raise EditConflict(_("Någon har skrivit i dialogen sedan du läste den. Läs igen och bekräfta sedan."))
        _confirmable(found, actor, side, note.strip())
        setattr(found, f"{side}_confirmed_by", actor.user)
        setattr(found, f"{side}_confirmed_at", timezone.now())
        if found.taken_back_side == side:
            found.taken_back_side, found.taken_back_by, found.taken_back_at = "", None, None
        found.steps_note = note.strip() or found.steps_note
        both = found.upper_confirmed_at and found.lower_confirmed_at
        found.state = DialogueState.CONFIRMED if both else DialogueState.HELD
        found.version += 1
        found.save()
    return found


def sides(dialogue: Dialogue) -> tuple[Place, Place]:
    """The upper and the lower unit's places."""
    return place_of(dialogue.upper), place_of(dialogue.lower)


def require_side(actor: Actor, dialogue: Dialogue) -> None:
    """Refuse everybody but the two sides."""
    require(
        rules.speaks_in_dialogue(actor, *sides(dialogue)),
        _("Här skriver %(upper)s och %(lower)s.") % {"upper": dialogue.upper.name, "lower": dialogue.lower.name},
    )


def locked(dialogue: Dialogue) -> Dialogue:
    """The row as it is now, locked for this transaction. Raises RuleBroken when both have confirmed it."""
    found = Dialogue.objects.select_for_update(of=("self",)).select_related("upper", "lower").get(pk=dialogue.pk)
    if found.state == DialogueState.CONFIRMED:
        raise RuleBroken(_("Dialogen är bekräftad av båda och kan inte ändras. Ta upp det i nästa dialog."))
    return found


def take_back_confirmations(dialogue: Dialogue, *, parts: bool = True) -> None:
    """Something has changed: what one side has confirmed is no longer what stands there. ``parts``: steps, questions or findings have."""
    if dialogue.upper_confirmed_at or dialogue.lower_confirmed_at:
        dialogue.taken_back_side = UPPER if dialogue.upper_confirmed_at else LOWER
        dialogue.taken_back_by, dialogue.taken_back_at = current().user, timezone.now()
        dialogue.upper_confirmed_at = dialogue.upper_confirmed_by = None
        dialogue.lower_confirmed_at = dialogue.lower_confirmed_by = None
        dialogue.state = DialogueState.PLANNED
    dialogue.version += 1
    dialogue.parts += parts
    dialogue.save()


def _confirmable(dialogue: Dialogue, actor: Actor, side: str, note: str) -> None:
    if dialogue.day > timezone.localdate():
        raise RuleBroken(_("Dialogen är planerad till en dag som inte har kommit. Bekräfta den när ni har träffats."))
    if getattr(dialogue, f"{side}_confirmed_at"):
        raise RuleBroken(_("Er sida har redan bekräftat dialogen."))
    other = dialogue.lower_confirmed_by_id if side == UPPER else dialogue.upper_confirmed_by_id
    if actor.user is not None and other == actor.user.pk:
        raise RuleBroken(_("Du har bekräftat för den andra sidan. En dialog bekräftas av två personer."))
    left = untouched_steps(dialogue)
    if left and not note and not dialogue.steps_note:
        raise RuleBroken(
            ngettext(
                "%(n)d steg från tidigare är inte genomgånget. Gå igenom det, eller skriv varför ni lämnar det.",
                "%(n)d steg från tidigare är inte genomgångna. Gå igenom dem, eller skriv varför ni lämnar dem.",
                len(left),
            )
            % {"n": len(left)},
            field="note",
        )


def _merge(dialogue: Dialogue, fields: Mapping[str, Any], version: int) -> Dialogue:
    """Write the fields that the person changed since ``version``; those changed by both to different things are a conflict."""
    found = locked(dialogue)
    seen = found if found.version == version else found.history.filter(version=version).first()
    if seen is None:
        raise EditConflict(_("Dialogen har ändrats mycket sedan du öppnade sidan. Inget av ditt har sparats ännu."))
    changed = {name: value for name, value in fields.items() if value != getattr(seen, name)}
    clashing = [
        _label(name) for name, value in changed.items() if getattr(found, name) not in (getattr(seen, name), value)
    ]
    if clashing:
        raise EditConflict(
            _("Någon annan har ändrat samma sak sedan du öppnade sidan: %(fields)s. Inget av ditt har sparats ännu.")
            % {"fields": ", ".join(clashing)}
        )
    changed = {name: value for name, value in changed.items() if value != getattr(found, name)}
    if changed:
        for name, value in changed.items():
            setattr(found, name, value)
        take_back_confirmations(found)
    return found


def _label(name: str) -> str:
    field: Any = Dialogue._meta.get_field(name)
    return str(field.verbose_name)


def _write_participants(dialogue: Dialogue, people: Iterable[User]) -> bool:
    """Make the participants be exactly ``people``. Were they others before?"""
    wanted = {person.pk: person for person in people}
    present = {row.user_id: row for row in Participant.objects.filter(dialogue=dialogue)}
    gone, new = present.keys() - wanted.keys(), wanted.keys() - present.keys()
    titles = _titles(dialogue, new)
    for user_id in gone:
        present[user_id].delete()
    for user_id in sorted(new):
        Participant.objects.create(dialogue=dialogue, user=wanted[user_id], title=titles.get(user_id, ""))
    return bool(gone or new)


def _titles(dialogue: Dialogue, user_ids: Iterable[int]) -> dict[int, str]:
    """In what capacity each takes part: the appointment on the day, in one of the two units rather than elsewhere."""
    appointments = Appointment.objects.on(dialogue.day).filter(user_id__in=list(user_ids)).select_related("unit")
    nearest = sorted(appointments, key=lambda a: (a.unit_id not in (dialogue.upper_id, dialogue.lower_id), a.pk))
    titles: dict[int, str] = {}
    for appointment in nearest:
        words = f"{appointment.title or appointment.get_role_display()}, {appointment.unit.label}"
        titles.setdefault(appointment.user_id, words[:80])
    return titles
