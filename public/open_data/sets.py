"""The data sets: what each is about, what it is asked for, and its rows. Each row is made of the same question as the open page's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import override
from ninja import Schema

from goals.indicator_source import source_name
from goals.queries import IndicatorRow
from public.open_data import rows
from public.queries import (
    budget_years,
    plan_years,
    public_budget,
    public_period,
    public_periods,
    public_plan,
    public_reports,
)
from public.queries.followup import indicators_of_plan, status_by_number
from public.queries.outcome import outcome_years, public_outcome
from public.queries.plan import PublicItem


class NotPublic(LookupError):
    """What is asked for does not exist, or is not for everybody. The message says what there is instead, in Swedish."""


@dataclass(frozen=True)
class DataSet:
    """``asks``: what the address may say ("ar", "period" or ""), ``choices`` what it may say there, the usual first, each with its name.

    ``make`` gives the rows for one of them.
    """

    key: str
    title: str
    about: str
    row: type[Schema]
    make: Callable[[int], Sequence[Schema]]
    asks: str = ""
    choices: Callable[[], Mapping[int, str]] = dict

    def rows_for(self, asked: int | None) -> Sequence[Schema]:
        """The rows, in Swedish, in an order that stays. Without a choice: this year's, else the newest; nothing where nothing is public. Raises NotPublic."""
        with override("sv"):
            if not self.asks:
                return self.make(0)
            there = self.choices()
            if asked is not None and asked not in there:
                listed = ", ".join(map(str, there)) or "inget ännu"
                raise NotPublic(f"Det som frågan gäller är inte publicerat. Det som finns för {self.asks}: {listed}.")
            usual = next(iter(there), None)
            chosen = usual if asked is None else asked
            return self.make(chosen) if chosen is not None else []


def kronor(ore: int) -> Decimal:
    """Öre as exact kronor."""
    return Decimal(ore).scaleb(-2)


def kronor_if_known(ore: int | None) -> Decimal | None:
    """Öre as exact kronor. None stays None."""
    return None if ore is None else kronor(ore)


def plain(value: Decimal | None) -> Decimal | None:
    """A number without noughts at its end that say nothing. None stays None."""
    text = "" if value is None else f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else value


def _plan(year: int) -> list[Schema]:
    items = public_plan(year)
    numbers = {item.pk: item.number for item in items}
    return [
        rows.PlanRow(
            ar=year,
            id=item.number,
            lydelse=item.pk,
            svarar_pa=numbers.get(item.parent) if item.parent is not None else None,
            niva=item.step,
            agare=item.owner,
            rubrik=item.title,
            beskrivning=item.description,
            beslut=item.decision,
            forsta_ar=item.first_year,
            sista_ar=item.last_year,
        )
        for item in items
    ]


def _years(there: Callable[[], list[int]]) -> Callable[[], Mapping[int, str]]:
    """This year first where it is among them; else the newest."""

    def named() -> Mapping[int, str]:
        this_year = timezone.localdate().year
        return {year: str(year) for year in sorted(there(), key=lambda year: (year != this_year, -year))}

    return named


def _periods() -> Mapping[int, str]:
    return {period.pk: str(period) for period in public_periods()}


def _statuses(pk: int) -> list[Schema]:
    period = public_period(pk)
    if period is None:
        return []
    said = status_by_number(period)
    return [
        rows.StatusRow(
            period_id=period.pk,
            period=str(period),
            till_och_med=period.last_day,
            mal_id=item.number,
            mal=item.title,
            bedomning=said[item.number].look.word,
            utveckling=said[item.number].look.trend_word,
            varfor=said[item.number].look.comment,
        )
        for item in public_plan(period.year)
        if item.number in said
    ]


def _indicators(pk: int) -> list[Schema]:
    period = public_period(pk)
    if period is None:
        return []
    found = indicators_of_plan(period, [item for item in public_plan(period.year) if item.followed_up])
    return [value for item, row in found for value in _values(item, row)]


def _values(item: PublicItem, row: IndicatorRow) -> list[Schema]:
    indicator = row.indicator
    every = sorted(row.every, key=lambda value: (value.year, value.month, value.sex != "T", value.sex))
    return [
        rows.IndicatorValueRow(
            indikator_id=indicator.pk,
            indikator=indicator.name,
            mal_id=item.number,
            enhet=indicator.unit_of_measure,
            riktning=str(indicator.get_direction_display()),
            ar=value.year,
            till_och_med_manad=value.month,
            kon=str(value.get_sex_display()),
            malvarde=plain(value.target),
            utfall=plain(value.outcome),
            kalla=source_name(indicator),
        )
        for value in every
    ]


def _frames(year: int) -> list[Schema]:
    budget = public_budget(year)
    return [] if budget is None else [
        rows.FrameRow(
            ar=year,
            enhet_id=area.unit.pk,
            enhet=area.unit.name,
            grupp=str(area.group),
            ursprunglig_budget=kronor(area.original),
            aktuell_budget=kronor(area.current),
            beslut=str(budget.decision),
        )
        for area in budget.areas
    ]  # fmt: skip


def _result_budget(year: int) -> list[Schema]:
    budget = public_budget(year)
    return [] if budget is None else [
        rows.ResultBudgetRow(
            ar=year,
            rad_id=row.key,
            rad=str(row.label),
            summa=row.is_sum,
            belopp=kronor_if_known(row.amount),
            beslut=str(budget.decision),
        )
        for row in budget.result
    ]  # fmt: skip


def _outcome(year: int) -> list[Schema]:
    statement = public_outcome(year)
    return [] if statement is None else [
        rows.OutcomeRow(
            ar=year,
            enhet_id=row.unit.pk if row.unit else None,
            enhet=row.unit.name if row.unit else "Utan nämnd",
            intakter=kronor_if_known(row.revenue),
            kostnader=kronor_if_known(row.cost),
            netto=kronor_if_known(row.actual),
            aktuell_budget=kronor_if_known(row.current),
            avvikelse=kronor_if_known(row.variance),
        )
        for row in statement.rows
    ]  # fmt: skip


def _reports(_asked: int) -> list[Schema]:
    return [
        rows.ReportRow(
            id=report.pk,
            rapport=str(report),
            slag=report.kind,
            ar=report.year,
            beslut=str(report.decision),
            sidor=report.pages,
            sida=f"/oppet/rapporter/{report.pk}/",
            pdf_sha256=report.sha256,
            pdf_byte=report.size,
            word_sha256=report.word_sha256,
            excel_sha256=report.excel_sha256,
        )
        for report in public_reports()
    ]


DATA_SETS: dict[str, DataSet] = {
    each.key: each
    for each in (
        DataSet(
            "plan",
            "Planen",
            "Visionen, kommunfullmäktiges mål och nämndernas, så som de är beslutade.",
            *(rows.PlanRow, _plan, "ar", _years(plan_years)),
        ),
        DataSet(
            "bedomningar",
            "Hur det går",
            "Vad som har sagts om varje mål i en publicerad uppföljning.",
            *(rows.StatusRow, _statuses, "period", _periods),
        ),
        DataSet(
            "indikatorer",
            "Indikatorer",
            "Det som mäts, med målvärden och utfall så långt som en publicerad uppföljning når.",
            *(rows.IndicatorValueRow, _indicators, "period", _periods),
        ),
        DataSet(
            "budget",
            "Budget per område",
            "Vad kommunfullmäktige har gett varje nämnd och gemensam post.",
            *(rows.FrameRow, _frames, "ar", _years(budget_years)),
        ),
        DataSet(
            "resultatbudget",
            "Resultatbudget",
            "Var pengarna kommer ifrån och vad de går till, för hela kommunen.",
            *(rows.ResultBudgetRow, _result_budget, "ar", _years(budget_years)),
        ),
        DataSet(
            "utfall",
            "Hur pengarna gick åt",
            "Driftredovisningen nämnd för nämnd, de år vars årsredovisning är beslutad och publicerad.",
            *(rows.OutcomeRow, _outcome, "ar", _years(outcome_years)),
        ),
        DataSet(
            "rapporter",
            "Rapporter",
            "Beslutade rapporter med kontrollsummor, så att det går att se att en fil är den rätta.",
            *(rows.ReportRow, _reports),
        ),
    )
}
