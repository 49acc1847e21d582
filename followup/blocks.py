"""What the follow-up contributes to reports: goals with their assessments, counts, core missions, dialogues. From the same queries as the pages."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.models import AssessmentState, Dialogue, Period
from followup.queries.attainment import BodyAttainment, MissionAttainment
from followup.queries.grid import GridRow
from followup.queries.looks import AssessmentRow, not_reported_word, state_columns
from goals.blocks import decision_line
from goals.models import PlanItem
from goals.queries.scales import Scale, scales_of
from goals.terms import term, the_wanted, wanted
from sala_styr.documents.charts import STATUS_COLOURS, ChartData, Series, as_figure, stacked_counts
from sala_styr.documents.model import (
    Block,
    BulletList,
    Cell,
    Column,
    ColumnKind,
    Figure,
    Paragraph,
    ParagraphKind,
    Row,
    RowKind,
    Section,
    Status,
    Table,
    paragraphs,
)
from sala_styr.organisation.models import Unit


def said_columns() -> tuple[Column, ...]:
    """Status, trend and comment: the three fields of an assessment."""
    return (
        Column(_("Så gick det"), ColumnKind.STATUS, width=19),
        Column(_("Trend"), ColumnKind.STATUS, width=14),
        Column(_("Kommentar"), width=40),
    )


def said_cells(row: AssessmentRow) -> tuple[Cell, ...]:
    """An assessment as cells. What is not reported says so in words; what is handed in but not approved says that too."""
    trend = Status(row.trend_symbol, row.trend_word) if row.trend else None
    words = [row.comment]
    if row.cannot_reason:
        because = {"word": _first_upper(row.word), "reason": row.cannot_reason}
        words.append(_("%(word)s därför att: %(reason)s") % because)
    if row.state == AssessmentState.SUBMITTED:
        words.append(_("(Inlämnad, ännu inte godkänd.)"))
    return (Status(row.symbol, row.word), trend, " ".join(word for word in words if word) or None)


def body_blocks(body: BodyAttainment, period: Period) -> tuple[Block, ...]:
    """A body's goals and priorities with their assessments, a table for each level, the counts in words, and what is missing."""
    tables = tuple(
        _level_table(body, level, list(found), period)
        for level, found in groupby(body.items, key=lambda pair: pair[0].step.plural)
    )
    return (
        *tables,
        Paragraph(counts_sentence(body.counts, period)),
        *missing_note(body, period),
    )


def _level_table(
    body: BodyAttainment, level: str, items: Sequence[tuple[PlanItem, AssessmentRow]], period: Period
) -> Table:
    """The decisions stand below the table: once each, since a body decides most of a level at once."""
    decisions = dict.fromkeys(line for item, _row in items if (line := decision_line(item)))
    return Table(
        caption=_("%(owner)s: %(level)s, %(period)s") % {"owner": body.owner.name, "level": level, "period": period},
        columns=(Column(_("Vad vi vill"), width=27), *said_columns()),
        rows=tuple(Row((item.title, *said_cells(row))) for item, row in items),
        note=_("Beslut: %(decisions)s.") % {"decisions": "; ".join(decisions)} if decisions else "",
    )


def missing_note(body: BodyAttainment, period: Period) -> tuple[Paragraph, ...]:
    """Who has not reported how much; nothing when all is reported."""
    if not body.missing:
        return ()
    words = _("Inte rapporterat av %(owner)s för %(period)s när uppgifterna hämtades: %(n)d av %(all)d.")
    return (
        Paragraph(
            words % {"owner": body.owner.name, "period": period, "n": body.missing, "all": len(body.items)},
            ParagraphKind.NOTE,
        ),
    )


def counts_sentence(counts: Mapping[str, int], period: Period) -> str:
    """``8 uppfyllt, 3 delvis uppfyllt, 19 ej uppfyllt.`` What there is none of is left out. One query, once a request."""
    scale = scales_of(period.year).status
    parts = [f"{count} {_word(scale, value, period)}" for value, count in counts.items() if count]
    total = sum(counts.values())
    whole = wanted(period.year, total)
    return f"{whole}: {', '.join(parts)}." if parts else _("Inget av det förtroendevalda vill gällde då.")


def _word(scale: Scale, value: str, period: Period) -> str:
    return scale[value].word_for(period.is_full_year) if value else not_reported_word()


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def attainment_figure(
    bodies: Sequence[BodyAttainment], total: Mapping[str, int], period: Period
) -> Figure | Table | None:
    """The same counts as a chart; as a table where the scale has more steps than a chart's colours tell apart. None when no body has goals."""
    if not bodies:
        return None
    scale = scales_of(period.year).status
    shown = total if len(total) <= len(STATUS_COLOURS) else {value: n for value, n in total.items() if n}
    data = ChartData(
        label=_("Ägare"),
        categories=tuple(body.owner.name for body in bodies),
        series=tuple(
            Series(_first_upper(_word(scale, value, period)), tuple(body.counts.get(value, 0) for body in bodies))
            for value in shown
        ),
    )
    title = _("Så gick det med %(wanted)s, %(period)s") % {"wanted": the_wanted(period.year), "period": period}
    if len(shown) > len(STATUS_COLOURS):
        return data.table(title)
    alternative = _("Liggande staplar, en för varje ägare. Tillsammans %(counts)s") % {
        "counts": counts_sentence(total, period)
    }
    return as_figure(title, alternative, stacked_counts(title, alternative, data), data)


def missions_sections(missions: Sequence[MissionAttainment], period: Period) -> tuple[Section, ...]:
    """Per committee or company: its operations' core missions with what is said of them."""
    by_part: dict[Unit, list[MissionAttainment]] = {}
    for each in missions:
        by_part.setdefault(each.part, []).append(each)
    return tuple(
        Section(part.name, (_missions_table(part, found, period),), owner=part.name) for part, found in by_part.items()
    )


def _missions_table(part: Unit, found: Sequence[MissionAttainment], period: Period) -> Table:
    return Table(
        caption=_("Grunduppdraget, %(services)s, %(part)s, %(period)s")
        % {"services": term("services", period.year), "part": part.name, "period": period},
        columns=(Column(_first_upper(term("service", period.year)), width=27), *said_columns()),
        rows=tuple(Row((each.mission.unit.name, *said_cells(each.said))) for each in found),
    )


def reporting_table(rows: Sequence[GridRow], total: GridRow, period: Period) -> Table:
    """How far the follow-up itself has come, by committee and company."""
    looks = state_columns()
    names = (*(_first_upper(look.word) for look in looks), _("Att bedöma"))
    shown = [
        *((row.unit.name if row.unit else "", row, RowKind.NORMAL) for row in rows),
        (_("Summa"), total, RowKind.SUM),
    ]
    return Table(
        caption=_("Bedömningar efter läge, %(period)s") % {"period": period},
        columns=(
            Column(
                _("%(committee)s eller bolag") % {"committee": _first_upper(term("committee", period.year))}, width=30
            ),
            *(Column(name, ColumnKind.NUMBER) for name in names),
        ),
        rows=tuple(
            Row((name, *(count for _state, count in row.counts), row.expected), kind) for name, row, kind in shown
        ),
    )


def dialogues_blocks(dialogues: Sequence[Dialogue], year: int) -> tuple[Block, ...]:
    """The year's confirmed dialogues: how many, between whom, what they learnt and what goes on."""
    if not dialogues:
        return (Paragraph(_("Ingen dialog för %(year)s är bekräftad av båda parter.") % {"year": year}),)
    count = ngettext(
        "%(n)d dialog mellan två nivåer har förts och bekräftats av båda.",
        "%(n)d dialoger mellan två nivåer har förts och bekräftats av båda.",
        len(dialogues),
    )
    return (Paragraph(count % {"n": len(dialogues)}), _dialogues_table(dialogues, year), *_learnt(dialogues))


def _dialogues_table(dialogues: Sequence[Dialogue], year: int) -> Table:
    number = ColumnKind.NUMBER
    counted = (_("Överenskomna steg"), _("Varav klara"), _("Obesvarade frågor"))
    return Table(
        caption=_("Dialoger om %(year)s") % {"year": year},
        columns=(
            Column(_("Mellan")),
            Column(_("Dag"), ColumnKind.DATE),
            *(Column(name, number) for name in counted),
        ),
        rows=tuple(
            Row(
                (
                    f"{each.upper.name} – {each.lower.name}",
                    each.day,
                    len(each.steps.all()),
                    sum(step.state == "done" for step in each.steps.all()),
                    sum(question.answered_in_id is None for question in each.questions.all()),
                )
            )
            for each in dialogues
        ),
    )


def _learnt(dialogues: Sequence[Dialogue]) -> tuple[Block, ...]:
    points = tuple(
        f"{each.upper.label} – {each.lower.label}: {each.reflection.strip()}"
        for each in dialogues
        if each.reflection.strip()
    )
    if not points:
        return ()
    return (Paragraph(_("Det här säger de att de har lärt sig:")), BulletList(points))


def written_or_missing(text: str, missing: str) -> tuple[Block, ...]:
    """What a person wrote, or in its place that nobody has."""
    return paragraphs(text) or (Paragraph(missing, ParagraphKind.NOTE),)
