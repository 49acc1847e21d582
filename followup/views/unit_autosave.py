"""A unit's page of a period saves itself: comments and answers, put onto what others have written meanwhile (static/styr/js/autosave.js)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from followup.actions.assessments import Words, save_assessment
from followup.actions.sections import save_section
from followup.forms.assessments import FIELDS
from followup.queries.places import place_of
from followup.views.entries import Entry
from followup.views.section_entries import SectionEntry
from followup.views.shared import known_actor, period_or_404, unit_or_404
from followup.views.unit_period import UnitPage, unit_page
from sala_styr.errors import EditConflict
from sala_styr.shell.autosave import Typed, autosaving, saved, typed_fields
from sala_styr.text_merge import Merged

TRIES = 3
COMMENT = "comment"
ANSWER = ("text", "nothing")


@dataclass
class _Answer:
    """What stands after the saving, by the field's name, and the versions of what was saved."""

    texts: dict[str, Merged] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)


@autosaving
def save_unit_period(request: HttpRequest, period_pk: int, unit_pk: int) -> HttpResponse:
    """Save the texts that came. Two who write at the same moment both get through: the later is put onto the earlier."""
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
    return saved(request, 0, done.texts, done.versions)


def _names(page: UnitPage) -> set[str]:
    """The texts on the page that the person may write."""
    comments = {entry.form.add_prefix(COMMENT) for entry in page.entries if entry.form}
    answers = {
        entry.form.add_prefix(name)
        for entry in page.sections
        if entry.form
        for name in ANSWER
        if name in entry.form.fields
    }
    return comments | answers


def _save(page: UnitPage, typed: Mapping[str, Typed]) -> _Answer:
    done = _Answer()
    for entry in page.entries:
        if entry.form and (name := entry.form.add_prefix(COMMENT)) in typed:
            _save_comment(page, entry, name, typed[name], done)
    for section in page.sections:
        if section.form:
            own = {name: section.form.add_prefix(name) for name in ANSWER}
            sent = {name: typed[full] for name, full in own.items() if full in typed}
            if sent:
                _save_answer(page, section, sent, own, done)
    return done


def _save_comment(page: UnitPage, entry: Entry, name: str, typed: Typed, done: _Answer) -> None:
    assert entry.form is not None
    row = entry.row
    stands = Words(**{each: getattr(row.assessment, each) for each in FIELDS}) if row.assessment else Words()
    merged = typed.onto(stands.comment)
    found = save_assessment(page.actor, page.period, row.thing, replace(stands, comment=merged.text), row.version)
    done.texts[name] = merged
    done.versions[entry.form.add_prefix("version")] = found.version if found else 0


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
