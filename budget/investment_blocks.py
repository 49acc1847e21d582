"""What investments contribute to reports: the investeringsredovisning, the plan by year and a chart, from the same queries as the pages (domain §8.5)."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.block_origins import project_origins
from budget.queries.investments import InvestmentStatement, InvestmentSum, InvestmentYear, ProjectMoney
from budget.queries.structure import total
from goals.terms import term
from sala_styr.documents.charts import ChartData, Series, as_figure, bar_chart
from sala_styr.documents.model import Block, Cell, Column, ColumnKind, Figure, Row, RowKind, Table
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount

AMOUNT = ColumnKind.AMOUNT
FIELDS = ("approved", "accumulated", "current", "actual", "variance", "estimated", "variance_total")


def sign_note(unit: Shown) -> str:
    """Unit and sign, for a table's head."""
    return _("%(unit)s, utgift −, inkomst +; avvikelse + är pengar kvar") % {"unit": unit.label}


def investment_blocks(statement: InvestmentStatement, unit: Shown = Shown.TKR) -> tuple[Block, ...]:
    """The statement, and the decided plan for the years after. Nothing when there are no investments in the year."""
    if not statement.rows:
        return ()
    plan = plan_table(statement.rows, statement.year + 1, unit)
    return (statement_table(statement, unit), *((plan,) if plan else ()))


def statement_table(statement: InvestmentStatement, unit: Shown = Shown.TKR) -> Table:
    """Investeringsredovisningen: each project by committee, with the decided total and the year; exploatering by itself last."""
    year = statement.year
    labels = (
        _("Beslutad totalutgift"),
        _("Ackumulerat utfall"),
        _("Budget %(year)s") % {"year": year},
        _("Utfall %(year)s") % {"year": year},
        _("Avvikelse"),
        _("Prognos totalt"),
        _("Avvikelse totalt"),
    )
    rows: list[Row] = []
    for group in statement.groups:
        name = group.unit.name if group.unit else _("Utan %(committee)s") % {"committee": term("committee", year)}
        rows += _group(name, group.rows, group.sum)
    rows.append(
        Row(
            (_("Investeringar, summa"), *_sum_cells(statement.total)),
            RowKind.SUM,
            project_origins(FIELDS, statement.total.of, year),
        )
    )
    if statement.development:
        rows += _group(_("Exploatering"), statement.development, statement.development_sum)
    return Table(
        caption=_("Investeringsredovisning %(year)s") % {"year": year},
        columns=(Column(_("Projekt")), *(Column(label, AMOUNT) for label in labels)),
        rows=tuple(rows),
        unit=unit,
        unit_note=sign_note(unit),
        note=statement_note(statement),
    )


def _group(name: str, rows: Sequence[ProjectMoney], summed: InvestmentSum) -> list[Row]:
    found = [Row((name,), RowKind.HEADING)]
    found += [
        Row((_named(row), *_cells(row)), origins=project_origins(FIELDS, [row.project.pk], row.now.year))
        for row in rows
    ]
    of_sum = project_origins(FIELDS, summed.of, rows[0].now.year if rows else 0)
    found.append(Row((_("Summa %(name)s") % {"name": name}, *_sum_cells(summed)), RowKind.SUM, of_sum))
    return found


def _named(row: ProjectMoney) -> str:
    return _("%(project)s (%(state)s)") % {"project": row.project, "state": row.state.label}


def _cells(row: ProjectMoney) -> tuple[Cell, ...]:
    now = row.now
    return (
        *(row.approved, row.accumulated, now.current, now.actual, now.variance),
        *(row.estimated, row.variance_total),
    )


def _sum_cells(row: InvestmentSum) -> tuple[Cell, ...]:
    return (
        *(row.approved, row.accumulated, row.current, row.actual, row.variance),
        *(row.estimated, row.variance_total),
    )


def statement_note(statement: InvestmentStatement) -> str:
    """What a reader needs to know about the columns."""
    parts = [_("Årets budget är hela årets, med ändringar och ombudgetering.")]
    silent = statement.total.without_forecast + statement.development_sum.without_forecast
    if silent:
        parts.append(
            ngettext(
                "%(n)d projekt har ingen prognos och ingår inte i prognosens summa.",
                "%(n)d projekt har ingen prognos och ingår inte i prognosens summa.",
                silent,
            )
            % {"n": silent}
        )
    parts += outcome_notes(statement)
    return " ".join(parts)


def outcome_notes(statement: InvestmentStatement) -> list[str]:
    """Which projects' outcome of the year is booked and which only noted, and whether the two differ where both are there."""
    years = [row.now for row in statement.rows]
    booked, noted = sum(each.booked is not None for each in years), sum(each.noted is not None for each in years)
    only_noted = sum(each.noted is not None and each.booked is None for each in years)
    if not booked:
        return [_("Utfallet är antecknat; inget är bokfört på projektens koder.")] if noted else []
    words = {"booked": booked, "noted": only_noted}
    said = [_("Utfallet är bokfört på projektets kod för %(booked)d projekt och bara antecknat för %(noted)d.") % words]
    differ = sum(bool(each.is_comparable and each.off) for each in years)
    if differ:
        said.append(
            ngettext(
                "För %(n)d projekt är det antecknade ett annat än det bokförda; det bokförda räknas.",
                "För %(n)d projekt är det antecknade ett annat än det bokförda; det bokförda räknas.",
                differ,
            )
            % {"n": differ}
        )
    return said


def plan_table(rows: Iterable[ProjectMoney], first_year: int, unit: Shown = Shown.TKR, count: int = 4) -> Table | None:
    """The investment plan: each project's budget for ``count`` years. None when nothing is decided for any of them."""
    years = range(first_year, first_year + count)
    planned = [row for row in rows if any(row.of(year).current is not None for year in years)]
    if not planned:
        return None

    def plan(of: Sequence[ProjectMoney]) -> tuple[str, ...]:
        pks, decided = [row.project.pk for row in of], first_year - 1
        of_years = (project_origins(("current",), pks, year)[1] for year in years)
        return (*project_origins(("approved",), pks, decided), *of_years)

    shown = [
        Row((str(row.project), row.approved, *(row.of(year).current for year in years)), origins=plan([row]))
        for row in planned
    ]
    sums = (total(row.of(year).current for row in planned) for year in years)
    shown.append(Row((_("Summa"), total(row.approved for row in planned), *sums), RowKind.SUM, plan(planned)))
    return Table(
        caption=_("Investeringsplan %(first)s–%(last)s") % {"first": years[0], "last": years[-1]},
        columns=(
            Column(_("Projekt")),
            Column(_("Beslutad totalutgift"), AMOUNT),
            *(Column(str(year), AMOUNT) for year in years),
        ),
        rows=tuple(shown),
        unit=unit,
        unit_note=_("%(unit)s, utgift −, inkomst +") % {"unit": unit.label},
    )


def years_figure(row: ProjectMoney) -> Figure | None:
    """A project's budget and actual by year, as bars: what is spent is drawn upwards. None before anything is decided."""
    years = [each for each in row.years.values() if each.current is not None or each.actual is not None]
    if not years:
        return None
    data = ChartData(
        label=_("År"),
        categories=tuple(str(each.year) for each in years),
        series=(
            Series(_("Budget"), tuple(_spent(each.current) for each in years)),
            Series(_("Utfall"), tuple(_spent(each.actual) for each in years)),
        ),
        unit=Shown.MNKR,
        unit_note=_("mnkr, nettoutgift"),
    )
    title = _("Budget och utfall per år, %(project)s") % {"project": row.project}
    alternative = _("Nettoutgift i mnkr. %(years)s") % {"years": " ".join(_in_words(each) for each in years)}
    return as_figure(title, alternative, bar_chart(title, alternative, data, horizontal=False), data)


def _spent(ore: int | None) -> int | None:
    return None if ore is None else -ore


def _in_words(year: InvestmentYear) -> str:
    return _("%(year)s: budget %(budget)s, utfall %(actual)s.") % {
        "year": year.year,
        "budget": format_amount(_spent(year.current), Shown.MNKR),
        "actual": format_amount(_spent(year.actual), Shown.MNKR),
    }
