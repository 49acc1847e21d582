"""Companies' results, pots, and measures against deficits written out (issue 4, point 10)."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from budget.models import Forecast
from budget.queries.companies import AFTER_FINANCIAL, companies
from budget.queries.corrective import MeasureRow, Recovery, deviations, recovery_of
from budget.queries.derived.arithmetic import Derived, Term, Way, way_of_derived, way_of_origin
from budget.queries.derived.units import OF_FORECAST, variance_way
from budget.queries.follow_up import money_by_unit
from budget.queries.limits import limit_for
from budget.queries.origin import COMMITTEE, WHOLE
from budget.queries.pots import sums_of_pot
from budget.queries.structure import Structure
from budget.queries.sums import WHOLE_YEAR
from sala_styr.organisation.models import Unit

COMPANY, POT, RECOVERY = "bolag", "pott", "underskott"
COMPANY_FIELDS = ("asked", "budget", "budget_variance", "actual", "forecast", "forecast_variance")
POT_FIELDS = ("received", "given", "left")
RECOVERY_FIELDS = ("deficit", "expected", "effect", "remaining", "to_find")


def company_figure(tree: Structure, unit: Unit, field: str, year: int) -> Derived | None:
    """A figure of a company's result; None when it is no company of the year. Four queries."""
    row = next((each for each in companies(tree, year) if each.unit.pk == unit.pk), None)
    if row is None:
        return None
    labels = {
        "asked": _("Ägarens krav"),
        "budget": _("Bolagets budget"),
        "budget_variance": _("Budget mot krav"),
        "actual": _("Utfall efter finansiella poster"),
        "forecast": _("Prognos"),
        "forecast_variance": _("Prognos mot krav"),
    }
    title, amount = f"{labels[field]}, {unit.name} {year}", getattr(row, field)

    def other(name: str, sign: int = 1) -> Term:
        value = getattr(row, name)
        way = way_of_derived(COMPANY, name, year, enhet=unit.pk)
        return Term(labels[name], None if value is None else sign * value, way)

    if field in ("budget_variance", "forecast_variance"):
        first = field.removesuffix("_variance")
        return Derived(title, _("+ är bättre än kravet."), amount, [other(first), other("asked", -1)])
    page = Way("budget:companies", (), {"ar": year})
    if field in ("asked", "budget"):
        if row.demand is None:
            return Derived(title, "", amount, [])
        term = Term(labels[field], amount, page, row.demand.note, decision=row.demand.decision)
        return Derived(title, _("Det som är antecknat om bolaget."), amount, [term])
    if field == "forecast":
        return Derived(title, _("Den nyaste prognosen."), amount, _newest(unit, year))
    way = way_of_origin("utfall", unit.pk, year)
    said = _("Bolagets konton till och med finansiella poster, före bokslutsdispositioner (klass %(account)s).")
    return Derived(title, said % {"account": AFTER_FINANCIAL}, amount, [Term(labels["actual"], amount, way)])


def _newest(unit: Unit, year: int) -> list[Term]:
    found = Forecast.objects.filter(unit=unit, year=year).select_related("made_by").order_by("month", "version").last()
    if found is None:
        return []
    label = _("Version %(version)s") % {"version": found.version}
    way = way_of_origin("prognos", unit.pk, year)
    return [Term(label, found.amount, way, found.comment, found.made_at, str(found.made_by or ""))]


def pot_figure(unit: Unit, field: str, year: int) -> Derived:
    """What a pot was given, has given and has left. One query."""
    sums, ledger = sums_of_pot(unit, year), Way("budget:ledger", (unit.pk, year))
    labels = {"received": _("Avsatt"), "given": _("Utdelat"), "left": _("Kvar i potten")}
    title, amount = f"{labels[field]}, {unit.name} {year}", getattr(sums, field)
    if field == "left":
        terms = [
            Term(labels["received"], sums.received, way_of_derived(POT, "received", year, enhet=unit.pk)),
            Term(labels["given"], -sums.given, way_of_derived(POT, "given", year, enhet=unit.pk)),
        ]
        return Derived(title, _("Avsatt − utdelat."), amount, terms)
    way = Way("budget:pots", (), {"ar": year}) if field == "given" else ledger
    return Derived(title, _("Poster i huvudboken."), amount, [Term(labels[field], amount, way)])


def recovery_figure(tree: Structure, unit: Unit, field: str, year: int, scope: str = WHOLE) -> Derived:
    """A unit's feared deficit, or what its measures give. A constant number of queries."""
    found = _recovery(tree, unit, year, scope)
    labels = {
        "deficit": _("Befarat underskott"),
        "expected": _("Åtgärder väntas ge"),
        "effect": _("Åtgärder har gett"),
        "remaining": _("Ännu att få"),
        "to_find": _("Kvar att hitta"),
    }
    title, amount = f"{labels[field]}, {unit.name} {year}", getattr(found, field)
    if field == "deficit":
        term = Term(
            _("Prognosens avvikelse, med omvänt tecken"),
            _turned(found),
            variance_way(unit, year, OF_FORECAST, del_=scope),
        )
        return Derived(title, _("Prognosens avvikelse som ett positivt belopp; minst 0."), amount, [term], is_sum=False)
    if field == "to_find":
        terms = [
            Term(
                labels["deficit"], found.deficit, way_of_derived(RECOVERY, "deficit", year, enhet=unit.pk, del_=scope)
            ),
            Term(
                labels["remaining"],
                -found.remaining,
                way_of_derived(RECOVERY, "remaining", year, enhet=unit.pk, del_=scope),
            ),
        ]
        return Derived(
            title, _("Underskottet − det som åtgärderna ännu väntas ge; minst 0."), amount, terms, is_sum=False
        )
    pick: dict[str, Callable[[MeasureRow], int | None]] = {
        "expected": lambda row: row.measure.expected if row.counts else None,
        "effect": lambda row: row.effect if row.counts else None,
        "remaining": lambda row: row.remaining,
    }
    terms = [
        Term(
            row.measure.title,
            value,
            Way("budget:corrective", (row.measure.pk,)),
            row.measure.unit.name,
            decision=row.measure.decision,
        )
        for row in found.rows
        if (value := pick[field](row)) is not None
    ]
    return Derived(title, _("Åtgärderna, utan dem som är avbrutna."), amount, terms)


def _recovery(tree: Structure, unit: Unit, year: int, scope: str) -> Recovery:
    """As the unit's own page has it; as far as the committee goes (``COMMITTEE``) as the page of all deviations has it."""
    if scope == COMMITTEE:
        found = {holder.pk: each for holder, each in deviations(tree, year, WHOLE_YEAR).committees}
        return found.get(unit.pk, Recovery(None, ()))
    money = money_by_unit(year, organisation=tree)[unit.pk]
    return recovery_of(tree, unit, year, money, limit_for(year, money.budget))


def all_recoveries(tree: Structure, field: str, year: int, through: int) -> Derived:
    """The same of every committee that fears a deficit, together. A constant number of queries."""
    found = deviations(tree, year, through)
    terms = [
        Term(unit.name, getattr(each, field), way_of_derived(RECOVERY, field, year, enhet=unit.pk, del_=COMMITTEE))
        for unit, each in found.committees
    ]
    title = _("Alla nämnder som befarar underskott, %(year)s") % {"year": year}
    return Derived(title, _("Summan av nämnderna."), getattr(found, field), terms)


def _turned(found: Recovery) -> int | None:
    return None if found.deviation is None else -found.deviation
