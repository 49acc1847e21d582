"""The pack's sections, each from its facts. What is missing says so in words."""

from datetime import date

from django.utils import formats, timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.blocks import said_cells, said_columns
from followup.models import Dialogue, DialogueFinding, FindingKind, NextStep
from followup.queries import pack_facts
from followup.queries.looks import AssessmentRow, not_reported
from goals.queries.changes import Kind, Told
from goals.terms import answers
from sala_styr.documents.model import (
    Block,
    BulletList,
    Column,
    ColumnKind,
    Paragraph,
    ParagraphKind,
    Row,
    RowKind,
    Section,
    Table,
    paragraphs,
)
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount

AMOUNT = ColumnKind.AMOUNT
NOTE = ParagraphKind.NOTE


def _note(text: str) -> Paragraph:
    return Paragraph(text, NOTE)


def _day(day: date) -> str:
    return formats.date_format(day, "j F Y")


def last_time(dialogue: Dialogue) -> Section:
    """Steps and questions from the dialogues before."""
    facts = pack_facts.last_time_facts(dialogue)
    blocks: list[Block] = []
    if facts.before is None:
        blocks.append(Paragraph(_("Det här är de tvås första dialog i systemet, eller den första som båda bekräftar.")))
    else:
        blocks.append(Paragraph(_("Ni träffades senast %(day)s.") % {"day": _day(facts.before.day)}))
    blocks += _arrived_at(facts)
    if facts.steps:
        blocks.append(_steps_table(facts.steps))
    elif facts.before is not None:
        blocks.append(Paragraph(_("Inga nästa steg från tidigare är öppna.")))
    if facts.questions:
        asked = tuple(
            _("%(text)s (ställd %(day)s)") % {"text": each.text, "day": _day(each.dialogue.day)}
            for each in facts.questions
        )
        blocks += [Paragraph(_("Frågor som fortfarande är öppna:")), BulletList(asked)]
    elif facts.before is not None:
        blocks.append(Paragraph(_("Inga frågor från tidigare är öppna.")))
    if facts.unconfirmed:
        days = ", ".join(_day(day) for day in facts.unconfirmed)
        blocks.append(
            _note(_("Dialogen %(days)s är inte bekräftad av båda, så det ni sade där står inte här.") % {"days": days})
        )
    return Section(_("Sedan förra gången"), tuple(blocks))


def _arrived_at(facts: pack_facts.LastTime) -> list[Block]:
    """What the two agreed on, and what they saw differently, each with both sides' words."""
    blocks: list[Block] = []
    agreed = tuple(each.text for each in facts.findings if each.kind == FindingKind.AGREEMENT)
    if agreed:
        blocks += [Paragraph(_("Det här var ni överens om:")), BulletList(agreed)]
    differed = tuple(_both_sides(each) for each in facts.findings if each.kind == FindingKind.DISAGREEMENT)
    if differed:
        blocks += [Paragraph(_("Det här såg ni olika på:")), BulletList(differed)]
    return blocks


def _both_sides(finding: DialogueFinding) -> str:
    sides = (
        (finding.dialogue.lower.name, finding.lower_words.strip()),
        (finding.dialogue.upper.name, finding.upper_words.strip()),
    )
    words = " ".join(f"{name}: ”{said}”" for name, said in sides if said)
    return f"{finding.text} {words}".strip()


def _steps_table(steps: list[NextStep]) -> Table:
    return Table(
        caption=_("Nästa steg som ni kom överens om"),
        columns=(
            Column(_("Steg"), width=38),
            Column(_("Vem"), width=18),
            Column(_("När"), ColumnKind.DATE, width=13),
            Column(_("Så går det"), width=31),
        ),
        rows=tuple(
            Row((step.text, str(step.responsible) if step.responsible else None, step.due, step.outcome or None))
            for step in steps
        ),
    )


def since(dialogue: Dialogue, today: date) -> Section:
    """What has changed in the plan and the money since, and what has been decided."""
    facts = pack_facts.since_facts(dialogue, today)
    plan: tuple[Block, ...] = (Paragraph(_("Inget i planen har ändrats.")),)
    if facts.plan:
        more = ngettext("%(n)d ändring till.", "%(n)d ändringar till.", facts.more) % {"n": facts.more}
        plan = (BulletList(tuple(_told(change) for change in facts.plan)), *([_note(more)] if facts.more else []))
    return Section(
        _("Det här har ändrats sedan %(day)s") % {"day": _day(facts.day)},
        sections=(
            Section(_("I planen"), plan),
            Section(_("I ramen"), _entries(facts) or (Paragraph(_("Ramen är inte ändrad.")),)),
            Section(_("Beslut"), _decisions(facts) or (Paragraph(_("Inga beslut är registrerade.")),)),
        ),
    )


def _told(change: Told) -> str:
    """``Fokusområde ”Läsning” (Skolnämnden) ändrades 2026-03-02. Rubrik: förut ”A”, nu ”B”.``"""
    what = f"{change.step[:1].upper()}{change.step[1:]} ”{change.title}” ({change.owner})"
    words = _(" och ").join(str(kind.label) for kind in change.kinds)
    fields = "; ".join(
        _("%(label)s: förut ”%(before)s”, nu ”%(after)s”")
        % {"label": field.label, "before": field.before, "after": field.after}
        for field in (change.fields if Kind.CHANGED in change.kinds else ())
    )
    return f"{what} {words} {_day(timezone.localtime(change.when).date())}. {fields}".strip()


def _entries(facts: pack_facts.Since) -> tuple[Block, ...]:
    if not facts.entries:
        return ()
    return (
        Table(
            caption=_("Ändringar av ramen"),
            columns=(
                Column(_("Vad det gäller"), width=40),
                Column(_("Gäller från"), ColumnKind.DATE, width=14),
                Column(_("Beslut"), width=28),
                Column(_("Belopp"), AMOUNT, width=18),
            ),
            rows=tuple(
                Row((entry.text, entry.booked_on, str(entry.decision) if entry.decision else None, amount))
                for entry, amount in facts.entries
            ),
            unit_note=_("tkr, + höjer ramen"),
        ),
    )


def _decisions(facts: pack_facts.Since) -> tuple[Block, ...]:
    points = tuple(f"{decision}: {decision.title}" for decision in facts.decisions)
    return (BulletList(points),) if points else ()


def mission(dialogue: Dialogue) -> Section:
    """What the lower unit always does, and what was last said of it."""
    facts = pack_facts.mission_facts(dialogue)
    heading = _("Grunduppdraget")
    if facts is None:
        words = _("%(unit)s har inget grunduppdrag skrivet.") % {"unit": dialogue.lower.name}
        return Section(heading, (Paragraph(words),))
    parts: list[Block] = list(_written(_("Det lagen säger"), facts.mission.statutory))
    if facts.laws:
        parts.append(_note(_("Lagar: %(laws)s.") % {"laws": "; ".join(facts.laws)}))
    parts += _written(_("Det vi själva har bestämt"), facts.mission.local)
    if facts.factors:
        points = tuple(f"{each.name}: {each.text}" if each.text else each.name for each in facts.factors)
        parts += [Paragraph(_("Så märker vi att kvaliteten är god:")), BulletList(points)]
    parts.append(Paragraph(_last_said(facts.row)))
    return Section(heading, tuple(parts), owner=dialogue.lower.name)


def _written(label: str, text: str) -> list[Block]:
    blocks = list(paragraphs(text))
    if not blocks:
        return []
    return [Paragraph(f"{label}: {blocks[0].text}"), *blocks[1:]]


def _last_said(row: AssessmentRow | None) -> str:
    if row is None:
        return _("Ingen bedömning av grunduppdraget är inlämnad.")
    words = {"period": row.period, "word": row.word, "comment": row.comment, "trend": row.trend_word}
    trend = _(" Trend: %(trend)s.") % words if row.trend else ""
    return _("Senast bedömt %(period)s: %(word)s. %(comment)s") % words + trend


def wanted(dialogue: Dialogue) -> Section:
    """The lower unit's goals, with what was last said of each."""
    facts, year = pack_facts.wanted_facts(dialogue), dialogue.period.year
    levels = answers(year)
    heading = levels[:1].upper() + levels[1:]
    if not facts.said:
        words = _("%(unit)s har inget sådant i planen för %(year)d.") % {"unit": dialogue.lower.name, "year": year}
        return Section(heading, (Paragraph(words),))
    several = len({said.item.owner_id for said in facts.said}) > 1
    table = Table(
        caption=_("Vad ni vill, och vad som senast är sagt"),
        columns=(Column(_("Vad vi vill"), width=25), Column(_("Period"), width=13), *_narrow(said_columns())),
        rows=_wanted_rows(facts, several),
    )
    more = ngettext("%(n)d del till i planen.", "%(n)d delar till i planen.", facts.more) % {"n": facts.more}
    return Section(heading, (table, *([_note(more)] if facts.more else [])), owner=dialogue.lower.name)


def _narrow(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(Column(column.label, column.kind, width) for column, width in zip(columns, (15, 13, 34), strict=True))


def _wanted_rows(facts: pack_facts.Wanted, several: bool) -> tuple[Row, ...]:
    """Under the name of each level. Where several units own them, each says which."""
    rows: list[Row] = []
    level = ""
    for said in facts.said:
        if said.item.step.plural != level:
            level = said.item.step.plural
            rows.append(Row((level[:1].upper() + level[1:],), RowKind.HEADING))
        row = said.row or not_reported()
        title = f"{said.item.title} ({said.item.owner.label})" if several else said.item.title
        rows.append(Row((title, row.period or None, *said_cells(row))))
    return tuple(rows)


def money(dialogue: Dialogue) -> Section:
    """Frame, budget, outcome and forecast, with unit and sign, and what those who made the forecast say."""
    facts = pack_facts.money_facts(dialogue)
    if not facts.rows:
        return Section(_("Pengarna"), (Paragraph(_("Det finns inga siffror för de här två.")),))
    month = MONTHS[facts.month]
    frame = Table(
        caption=_("Ramen %(year)d") % {"year": dialogue.period.year},
        columns=(
            Column(_("Enheten med allt under")),
            Column(_("Beslutad ram"), AMOUNT),
            Column(_("Ändrat under året"), AMOUNT),
            Column(_("Budget helår"), AMOUNT),
        ),
        rows=tuple(Row((unit.name, each.original, each.amendments, each.budget)) for unit, each in facts.rows),
        unit_note=_("tkr netto, kostnader −"),
    )
    outcome = Table(
        caption=_("Utfall till och med %(month)s och prognos") % {"month": month},
        columns=(
            Column(_("Enheten med allt under"), width=28),
            Column(_("Budget t.o.m. %(month)s") % {"month": month}, AMOUNT),
            Column(_("Utfall t.o.m. %(month)s") % {"month": month}, AMOUNT),
            Column(_("Avvikelse"), AMOUNT),
            Column(_("Prognos helår"), AMOUNT),
            Column(_("Prognosens avvikelse"), AMOUNT),
        ),
        rows=tuple(
            Row((unit.name, each.phased, each.actual, each.variance, each.forecast, each.forecast_variance))
            for unit, each in facts.rows
        ),
        unit_note=_("tkr, intäkter + och kostnader −, avvikelse + är överskott"),
    )
    return Section(_("Pengarna"), (frame, outcome, *_forecasts(facts)), owner=dialogue.lower.name)


def _forecasts(facts: pack_facts.Money) -> tuple[Block, ...]:
    if not facts.forecasts:
        return (Paragraph(_("Ingen prognos är lämnad.")),)
    points = tuple(
        _("%(unit)s, efter %(month)s: %(amount)s tkr. %(comment)s")
        % {
            "unit": each.unit.name,
            "month": MONTHS[each.month],
            "amount": format_amount(each.amount, Shown.TKR),
            "comment": each.comment,
        }
        for each in facts.forecasts
    )
    return (Paragraph(_("De senaste prognoserna, med deras egna ord:")), BulletList(points))


def needs(dialogue: Dialogue) -> Section:
    """What support and decisions have been asked for, here and from below, with the answers there are."""
    points = tuple(_need(each) for each in pack_facts.needs_upwards(dialogue))
    points += tuple(
        _("%(unit)s, %(day)s: %(text)s")
        % {"unit": each.lower.name, "day": _day(each.day), "text": " ".join(each.support.split())}
        for each in pack_facts.support_words(dialogue)
    )
    heading = _("Behov av stöd eller beslut")
    if not points:
        return Section(heading, (Paragraph(_("Inget behov är antecknat i de dialoger som är bekräftade.")),))
    return Section(heading, (BulletList(points),))


def _need(need: DialogueFinding) -> str:
    said = {"unit": need.dialogue.lower.name, "day": _day(need.dialogue.day), "text": need.text, "answer": need.answer}
    if need.is_open:
        return _("%(unit)s, %(day)s: %(text)s (Väntar på svar.)") % said
    return _("%(unit)s, %(day)s: %(text)s (Svar: %(answer)s)") % said
