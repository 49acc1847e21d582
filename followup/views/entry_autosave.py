"""One assessment on a page that saves itself: its texts are put together with others', its choices are made or wait for what they need."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from followup.actions.assessments import Words, save_assessment
from followup.forms.assessments import FIELDS
from followup.views.entries import Entry
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.shell.autosave import Typed
from sala_styr.text_merge import Merged

TEXTS = frozenset({"comment", "cannot_reason"})
HOLDS: tuple[frozenset[str], ...] = (frozenset(), frozenset({"status", "cannot_reason"}), frozenset(FIELDS))
"""What is left for later, least first, when a status has not got the words that it needs yet (invariant 16)."""


@dataclass
class SavedEntry:
    """``texts``: what stands now, by field. ``held``: fields that wait, with what is saved of them. ``notes``: why, in words."""

    version: int
    texts: dict[str, Merged] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def sent_names(entry: Entry) -> dict[str, str]:
    """The fields of the entry that the person may write: in the form's words, by what they are in the model's."""
    form = entry.form
    return {name: form.add_prefix(name) for name in FIELDS if name in form.fields} if form else {}


def save_entry(actor: Actor, entry: Entry, typed: Mapping[str, Typed]) -> SavedEntry:
    """Save what came of ``typed`` (by field), and say what has to wait. Raises Refused, RuleBroken and EditConflict as ``save_assessment``."""
    row = entry.row
    stands = Words(**{name: getattr(row.assessment, name) for name in FIELDS}) if row.assessment else Words()
    done = SavedEntry(row.version)
    merged = {name: _onto(each, getattr(stands, name), name, done) for name, each in typed.items()}
    words = replace(stands, **{name: each.text for name, each in merged.items()})
    for held in HOLDS:
        tried = _without(words, stands, held & typed.keys())
        if tried == stands:
            break
        try:
            found = save_assessment(actor, entry.period, row.thing, tried, row.version)
        except RuleBroken as error:
            if error.field not in TEXTS:
                raise
            done.notes.append(_waits_for(error.field))
            continue
        done.version = found.version if found else 0
        # A reason that the status does not need is let go of by the action: it stays in the box, should it be needed again.
        tried = replace(tried, cannot_reason=found.cannot_reason if found else "")
        break
    done.texts = {name: each for name, each in merged.items() if getattr(tried, name) == each.text}
    done.held = {name: getattr(tried, name) for name in FIELDS if getattr(tried, name) != getattr(words, name)}
    done.notes = list(dict.fromkeys(done.notes))
    return done


def _onto(typed: Typed, stands: str, name: str, done: SavedEntry) -> Merged:
    if name in TEXTS:
        return typed.onto(stands)
    chosen = typed.chosen_over(stands)
    if not typed.again and chosen != typed.text:
        done.notes.append(_("Någon annan hann välja något annat. Det står kvar tills du väljer igen."))
    return Merged(chosen)


def _without(words: Words, stands: Words, held: Collection[str]) -> Words:
    return replace(words, **{name: getattr(stands, name) for name in held})


def _waits_for(missing: str) -> str:
    if missing == "comment":
        return _("Bedömningen sparas när det finns en kommentar till den.")
    return _("Bedömningen sparas när det står varför den inte går att göra.")
