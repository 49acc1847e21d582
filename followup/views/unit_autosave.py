"""A unit's page of a period saves itself: assessments and answers, put onto what others have written meanwhile (static/styr/js/autosave.js)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from followup.actions.sections import save_section
from followup.queries.places import place_of
from followup.views.entries import Entry
from followup.views.entry_autosave import save_entry, sent_names
from followup.views.section_entries import SectionEntry
from followup.views.shared import known_actor, period_or_404, unit_or_404
from followup.views.unit_period import UnitPage, unit_page
from sala_styr.errors import EditConflict
from sala_styr.shell.autosave import Typed, autosaving, saved, typed_fields
from sala_styr.text_merge import Merged

TRIES = 3
ANSWER = ("text", "nothing")


@dataclass
class _Answer:
    """What stands after the saving, by the field's name, the versions of what was saved, and what waits and why."""

    texts: dict[str, Merged] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@autosaving
def save_unit_period(request: HttpRequest, period_pk: int, unit_pk: int) -> HttpResponse:
    """Save what came. Two who write at the same moment both get through: the later is put onto the earlier."""
    actor = known_actor(request)
    period = period_or_404(period_pk)
    unit = unit_or_404(unit_pk, period.year)
    place = place_of(unit)
    for turn in range(TRIES):
        page = unit_page(actor, period, unit, place)
        typed = typed_fields(request, _names(page))
        try:
            with transaction.atomic():
                done = _save(page, typed)
        except EditConflict:
            if turn == TRIES - 1:
                raise
        else:
            break
    return saved(request, 0, done.texts, done.versions, done.held, " ".join(dict.fromkeys(done.notes)))


def _names(page: UnitPage) -> set[str]:
    """The fields on the page that the person may write."""
    assessed = {name for entry in page.entries for name in sent_names(entry).values()}
    answers = {
        entry.form.add_prefix(name)
        for entry in page.sections
        if entry.form
        for name in ANSWER
        if name in entry.form.fields
    }
    return assessed | answers


def _save(page: UnitPage, typed: Mapping[str, Typed]) -> _Answer:
    done = _Answer()
    for entry in page.entries:
        names = sent_names(entry)
        sent = {name: typed[full] for name, full in names.items() if full in typed}
        if sent:
            _save_assessed(page, entry, sent, names, done)
    for section in page.sections:
        if section.form:
            own = {name: section.form.add_prefix(name) for name in ANSWER}
            sent = {name: typed[full] for name, full in own.items() if full in typed}
            if sent:
                _save_answer(page, section, sent, own, done)
    return done


def _save_assessed(
    page: UnitPage, entry: Entry, sent: Mapping[str, Typed], names: Mapping[str, str], done: _Answer
) -> None:
    assert entry.form is not None
    found = save_entry(page.actor, entry, sent)
    done.texts |= {names[name]: merged for name, merged in found.texts.items()}
    done.held |= {names[name]: stands for name, stands in found.held.items() if name in names}
    done.notes += found.notes
    done.versions[entry.form.add_prefix("version")] = found.version


def _save_answer(
    page: UnitPage, entry: SectionEntry, sent: Mapping[str, Typed], names: Mapping[str, str], done: _Answer
) -> None:
    assert entry.form is not None
    answer = entry.answer
    stands = {"text": answer.text, "nothing": answer.says_nothing}
    merged = {name: typed.onto(stands[name]) for name, typed in sent.items()}
    said = stands | {name: each.text for name, each in merged.items()}
    found = save_section(page.actor, answer.section, page.unit, version=answer.version, **said)
    done.texts |= {names[name]: each for name, each in merged.items()}
    done.versions[entry.form.add_prefix("version")] = found.version if found else 0
