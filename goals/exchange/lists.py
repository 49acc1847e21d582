"""The plan's lists as files: the same rows as the page, all pages. The plan itself comes in the columns in which it can be brought in again."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from goals.exchange.plan_columns import items_with_all, plan_listing
from goals.models import Amendment
from goals.queries.agenda import Coverage, GoalCoverage
from goals.queries.changes import Told
from goals.queries.flow import Flow
from goals.queries.missions import MissionRow
from goals.queries.steering_model import TrackRows
from sala_styr.organisation.actor import Actor
from sala_styr.tables import Column, Kind, Listing, Value, text_column

if TYPE_CHECKING:  # the pages know the lists, not the other way
    from goals.leftovers_page import LooseGroup
    from goals.thread_page import TableRow, Thread

TITLE = Kind.LONG_TEXT


def thread_listing(actor: Actor, read: "Thread", sort: str) -> Listing:
    """The matching parts of the plan in the table's order, with how it goes and kronor. As of a past day: in words only. One query, or six."""
    rows = read.table(sort)
    if read.day is not None:
        return _as_it_was(rows, read.year, read.day)
    found = items_with_all(actor).in_year(read.year).in_bulk([row.row.pk for row in rows])
    looks: dict[int, Value] = {row.row.pk: row.look.word for row in rows if row.look}
    money: dict[int, Value] = {row.row.pk: row.amount for row in rows}
    more = {"look": (Column(_("Så går det")), looks)}
    if read.money is not None:
        more["money"] = (Column(_("Kronor"), Kind.AMOUNT), money)
    items = [found[row.row.pk] for row in rows if row.row.pk in found]
    return plan_listing(_("Planen %(year)s") % {"year": read.year}, read.year, items, more)


def _as_it_was(rows: Sequence["TableRow"], year: int, day: date) -> Listing:
    columns = (
        *(Column(_("Rubrik"), TITLE), *text_column(_("Nivå"), _("Ägare"), _("Ansvarig"), _("Beslut"))),
        *(Column(_("Från år"), Kind.YEAR), Column(_("Till år"), Kind.YEAR)),
        *(Column(_("Startar"), Kind.DATE), Column(_("Klar senast"), Kind.DATE)),
    )
    name = _("Planen %(year)s som den var %(day)s") % {"year": year, "day": day.isoformat()}
    return Listing(
        name,
        columns,
        [
            (
                *(row.row.title, row.row.step, row.row.owner, row.row.responsible, row.row.decision),
                *(row.row.first_year, row.row.last_year, row.days.start, row.days.end),
            )
            for row in rows
        ],
    )


def leftover_listing(groups: Iterable["LooseGroup"], year: int) -> Listing:
    """What hangs loose, each thing once for each way."""
    columns = (
        Column(_("Vad som saknas")),
        Column(_("Id")),
        Column(_("Rubrik"), TITLE),
        *text_column(_("Nivå"), _("Ägare")),
    )
    rows = [(group.title, str(row.pk), row.title, row.step, row.owner) for group in groups for row in group.rows]
    return Listing(_("Kvar att koppla %(year)s") % {"year": year}, columns, rows)


def mission_listing(rows: Iterable[tuple[MissionRow, Sequence[tuple[str, str]]]], year: int) -> Listing:
    """The grunduppdrag with their texts and what each lacks."""
    columns = (
        *text_column(_("Kod"), _("Verksamhet"), _("Svarar")),
        *(Column(_("Lagstadgad del"), TITLE), Column(_("Lokalt beslutad del"), TITLE)),
        Column(_("Beslut om den lokala delen")),
        *(Column(_("Lagrum"), Kind.NUMBER), Column(_("Kvalitetsfaktorer"), Kind.NUMBER), Column(_("Saknas"))),
    )
    return Listing(
        _("Grunduppdrag %(year)s") % {"year": year},
        columns,
        [(*_mission(row), ", ".join(words for words, _way in lacks)) for row, lacks in rows],
    )


def _mission(row: MissionRow) -> tuple[Value, ...]:
    mission, body = row.mission, row.body
    texts: tuple[Value, ...] = (None, None, None)
    if mission is not None:
        decision = str(mission.local_decision) if mission.local_decision else None
        texts = (mission.statutory, mission.local, decision)
    return (row.unit.code, row.unit.name, body.name if body else None, *texts, row.laws, row.factors)


def coverage_listing(found: Coverage, year: int) -> Listing:
    """The 17 goals with what is tied to each; a goal that nothing is tied to has a row of its own, and so has what is tied to no goal."""
    columns = (
        *(Column(_("Globalt mål"), Kind.NUMBER), Column(_("Målets namn"), TITLE)),
        *text_column(_("Samband"), _("Slag")),
        *(Column(_("Vad som är kopplat"), TITLE), Column(_("Ägare")), Column(_("Hur det hänger ihop"), TITLE)),
    )
    rows = [row for goal in found.goals for row in _goal(goal)]
    rows += [
        (None, None, _("ingen koppling"), item.step.singular, item.title, item.owner.name, None)
        for item in found.unlinked
    ]
    return Listing(_("Agenda 2030 %(year)s") % {"year": year}, columns, rows)


def _goal(goal: GoalCoverage) -> list[tuple[Value, ...]]:
    head: tuple[Value, ...] = (goal.number, str(goal.name))
    rows: list[tuple[Value, ...]] = []
    for link in goal.links:
        if link.item:
            thing = (link.item.step.singular, link.item.title, link.item.owner.name)
        elif link.indicator:
            thing = (_("indikator"), link.indicator.name, "")
        else:
            assert link.core_mission is not None  # the database holds that a link has one thing
            thing = (_("grunduppdrag"), link.core_mission.unit.name, link.core_mission.unit.name)
        rows.append((*head, str(link.get_strength_display()), *thing, link.rationale))
    return rows or [(*head, _("ingen koppling"), None, None, None, None)]


def level_listing(chain: Iterable[TrackRows], name: str) -> Listing:
    """The levels of a steering model."""
    columns = (
        *text_column(
            _("Nyckel"), _("Singular"), _("Plural"), _("Bestämd form"), _("Spår"), _("Svarar på"), _("Ägs av")
        ),
        *(Column(_("Behöver beslut"), Kind.YES_NO), Column(_("Har start och slut"), Kind.YES_NO)),
        *(Column(_("Måste svara på något"), Kind.YES_NO), Column(_("Får svara på flera"), Kind.YES_NO)),
        *(Column(_("Gäller år"), Kind.NUMBER), Column(_("Högst per ägare"), Kind.NUMBER)),
        Column(_("Delar i planen"), Kind.NUMBER),
    )
    rows = [
        (
            *(level.key, level.singular, level.plural, level.definite, str(level.get_track_display())),
            *(level.parent.singular if level.parent else None, str(level.get_owner_kind_display())),
            *(level.needs_decision, level.is_activity, level.parent_required, level.many_parents),
            *(level.period_years, level.max_count, row.items),
        )
        for track in chain
        for row in track.rows
        for level in [row.level]
    ]
    return Listing(_("Styrmodellen %(name)s") % {"name": name}, columns, rows)


def amendment_listing(amendments: Iterable[Amendment], year: int) -> Listing:
    """The plan amendments of a year."""
    columns = (
        *(Column(_("Namn"), TITLE), *text_column(_("Vems plan"), _("Läge"))),
        *(Column(_("Delar"), Kind.NUMBER), *text_column(_("Påbörjad av"), _("Beslut")), Column(_("Varför"), TITLE)),
    )
    rows = [
        (
            *(each.name, each.owner.name, str(each.get_state_display()), each.size),  # type: ignore[attr-defined]
            *(str(each.opened_by) if each.opened_by else None, str(each.decision) if each.decision else None),
            each.reason,
        )
        for each in amendments
    ]
    return Listing(_("Planändringar %(year)s") % {"year": year}, columns, rows)


def told_listing(changes: Iterable[Told], year: int) -> Listing:
    """What has changed in the plan, a row for each field of each part that did."""
    columns = (
        *(Column(_("Rubrik"), TITLE), *text_column(_("Nivå"), _("Ägare"), _("Vad som hänt"), _("Fält"))),
        *(Column(_("Före"), TITLE), Column(_("Efter"), TITLE), Column(_("Senast"), Kind.DATE)),
    )
    return Listing(
        _("Ändringar i planen %(year)s") % {"year": year}, columns, [row for told in changes for row in _told(told)]
    )


def _told(told: Told) -> list[tuple[Value, ...]]:
    head = (told.title, told.step, told.owner, ", ".join(str(kind.label) for kind in told.kinds))
    day = timezone.localtime(told.when).date()
    rows: list[tuple[Value, ...]] = [(*head, field.label, field.before, field.after, day) for field in told.fields]
    if told.moved:
        rows.append((*head, _("Svarar på"), *told.moved, day))
    return rows or [(*head, None, None, None, day)]


def flow_listing(shown: Flow, year: int) -> Listing:
    """The red thread's kronor: from what, to whom, how much."""
    columns = (Column(_("Från"), TITLE), *text_column(_("Nämnd"), _("Enhet")), Column(_("Kronor"), Kind.AMOUNT))
    rows = [(part.source.name, part.place.body or None, part.place.unit or None, part.amount) for part in shown.parts]
    return Listing(_("Flödet %(year)s") % {"year": year}, columns, rows)
