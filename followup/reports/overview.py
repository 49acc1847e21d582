"""The parts of the annual report that describe the whole: years side by side, the group, the steering model."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from budget.block_origins import years_origins
from budget.models import ResultLine
from budget.queries import IncomeStatement
from budget.queries.income import NET_COST, NET_RESULT
from goals.models import Level
from goals.terms import owner_word
from sala_styr.documents.charts import ChartData, Series, as_figure, bar_chart
from sala_styr.documents.model import Column, ColumnKind, Figure, Row, RowKind, Table
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.organisation.models import Unit, UnitKind

YEARS = 5
OVERVIEW_LINES = (
    ResultLine.REVENUE,
    ResultLine.COST,
    NET_COST,
    ResultLine.TAX,
    ResultLine.GRANTS,
    NET_RESULT,
)
GROUP_KINDS = frozenset(
    {UnitKind.COUNCIL, UnitKind.BOARD, UnitKind.COMMITTEE, UnitKind.AUDIT, UnitKind.COMPANY, UnitKind.FEDERATION}
)


def years_table(statements: Sequence[IncomeStatement]) -> Table:
    """Up to five years side by side, the newest first. A year without figures is "–"."""
    last = statements[-1].year
    newest_first = list(reversed(statements))
    rows = [
        Row(
            (str(statements[-1].row(key).label), *(statement.row(key).actual for statement in newest_first)),
            RowKind.SUM if statements[-1].row(key).is_sum else RowKind.NORMAL,
            years_origins(key, [statement.year for statement in newest_first]),
        )
        for key in OVERVIEW_LINES
    ]
    return Table(
        caption=_("Fem år i sammandrag, kommunen till och med %(year)s") % {"year": last},
        columns=(Column(_("Post")), *(Column(str(statement.year), ColumnKind.AMOUNT) for statement in newest_first)),
        rows=tuple(rows),
        unit=Shown.MNKR,
        unit_note=_("mnkr, intäkt +, kostnad −"),
    )


def result_figure(statements: Sequence[IncomeStatement]) -> Figure | None:
    """The net result year by year; a year without figures is a gap. None until two years can be compared."""
    values = [statement.row(NET_RESULT).actual for statement in statements]
    known = [(statement.year, value) for statement, value in zip(statements, values, strict=True) if value is not None]
    if len(known) < 2:
        return None
    data = ChartData(
        label=_("År"),
        categories=tuple(str(statement.year) for statement in statements),
        series=(Series(_("Årets resultat"), tuple(values)),),
        unit=Shown.MNKR,
        unit_note=_("mnkr, + är överskott"),
    )
    title = _("Årets resultat %(first)s–%(last)s") % {"first": statements[0].year, "last": statements[-1].year}
    told = ", ".join(f"{year}: {format_amount(value, Shown.MNKR, sign=True)}" for year, value in known)
    alternative = _("Staplar, en för varje år. I miljoner kronor: %(years)s.") % {"years": told}
    return as_figure(title, alternative, bar_chart(title, alternative, data, horizontal=False), data)


def group_table(units: Sequence[Unit], year: int) -> Table:
    """The municipal group: bodies, companies and federations with form, share and how the steering model applies."""
    return Table(
        caption=_("Kommunkoncernen %(year)s") % {"year": year},
        columns=(
            Column(_("Namn"), width=26),
            Column(_("Slag"), width=17),
            Column(_("Juridisk form"), width=17),
            Column(_("Ägarandel, procent"), ColumnKind.NUMBER, width=11),
            Column(_("Styrmodellen"), width=13),
            Column(_("Sammanställda räkenskaper"), width=16),
        ),
        rows=tuple(_group_row(unit) for unit in units),
        note=_("Helägda bolag styrs av styrmodellen. Delägda bolag och förbund vägleds av den."),
    )


def _group_row(unit: Unit) -> Row:
    share = unit.ownership_share
    return Row(
        (
            unit.name,
            unit.get_kind_display(),
            unit.get_legal_form_display(),
            None if share is None else Decimal(f"{share.normalize():f}"),
            unit.get_steering_role_display(),
            _("ingår") if unit.consolidated else _("ingår inte"),
        )
    )


def levels_table(levels: Sequence[Level], year: int) -> Table:
    """The steering model's chain as a table: each level, what it answers to, who owns it, who decides."""
    return Table(
        caption=_("Styrkedjans nivåer"),
        columns=(Column(_("Nivå")), Column(_("Svarar på")), Column(_("Ägs av")), Column(_("Beslut"))),
        rows=tuple(
            Row(
                (
                    level.plural[:1].upper() + level.plural[1:],
                    level.parent.singular if level.parent else None,
                    owner_word(level, year),
                    _owner_decides(level),
                )
            )
            for level in levels
        ),
    )


def _owner_decides(level: Level) -> str:
    if level.needs_decision:
        return _("politiskt beslut: vad och när")
    return _("tjänstepersoner: hur och av vem") if not level.is_political else _("utan beslut")
