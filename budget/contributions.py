"""What money adds to pages of others: the navigation, the thread's column of kronor, panels for items, units and decisions, the first pages."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget import rules
from budget.forms.forecast import ForecastForm
from budget.forms.quick import QuickLineForm
from budget.models import (
    Account,
    ActivityCode,
    ActualBatch,
    BalanceAdjustment,
    BatchState,
    BudgetDecision,
    BudgetEntry,
    CorrectiveMeasure,
    Counterparty,
    Curve,
    DetailBudget,
    DetailLine,
    DeviationNote,
    Forecast,
    InvestmentActual,
    InvestmentEntry,
    InvestmentForecast,
    InvestmentProject,
    LineShare,
    MeasureEffect,
    Project,
    ResultBudget,
    StatementFigure,
)
from budget.queries.batches import batches
from budget.queries.derived.arithmetic import Way
from budget.queries.derived.flow import ALL, OF_PLAN, flow_way, part_way
from budget.queries.detail import account_last_used, detail_is_open, detail_states
from budget.queries.deviations import largest_deviations
from budget.queries.follow_up import OwnMoney
from budget.queries.forecasts import newest_of
from budget.queries.item_years import item_years
from budget.queries.origin import council
from budget.queries.reconcile import reconcile
from budget.queries.structure import Structure, is_municipal, structure
from budget.queries.sums import WHOLE_YEAR, last_period
from budget.queries.thread import ItemMoney, item_cost, kronor_by_item, kronor_by_link_and_unit
from budget.ways import address, origin_address
from goals.models import ItemState, PlanItem
from goals.queries.flow import Beside, FlowPart, Source
from sala_styr.decisions.models import Decision
from sala_styr.decisions.queries import year_from
from sala_styr.history.readers import history_reader
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role, Unit
from sala_styr.shell.contributions import NavEntry, Panel, add_nav, contribute, thread_column, year_figures

SHOWN_ON_START = 5


def reads_money(request: HttpRequest) -> bool:
    """Is the way to the money offered to this person?"""
    return rules.may_read_money(request.actor)  # type: ignore[attr-defined]


add_nav(NavEntry(gettext_lazy("Ekonomi"), "budget:overview", 20, allowed=reads_money))


@thread_column("money")
def money_column(request: HttpRequest, year: int, within: PlanItem | None = None) -> dict[int, ItemMoney]:
    """What each part of the plan costs, itself and with all below it."""
    return kronor_by_item(year, within)


@year_figures("beside_the_plan")
def beside_the_plan(request: HttpRequest, year: int) -> list[Beside]:
    """What the detail budget has beside the plan, for those who read money."""
    return kronor_by_link_and_unit(year) if reads_money(request) else []


@year_figures("way_of_flow")
def way_of_flow(request: HttpRequest, year: int) -> Callable[..., str] | None:
    """Where a figure of the flow is written out, for those who read money: of a part, of a source, or of all (``None``, of the plan alone or not)."""
    if not reads_money(request):
        return None

    def way(of: FlowPart | Source | None, plan_only: bool = False) -> str:
        if isinstance(of, FlowPart):
            return address(part_way(of, year))
        if isinstance(of, Source):
            return address(flow_way(of.kind, year, of.pk))
        return address(flow_way(OF_PLAN if plan_only else ALL, year))

    return way


@year_figures("way_to_detail_budget")
def way_to_detail_budget(request: HttpRequest, year: int) -> str:
    """Where kronor are tied to the plan, for those who read money."""
    return f"{reverse('budget:details')}?ar={year}" if reads_money(request) else ""


@contribute("plan_item", 20)
def item_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """What a part of the plan costs: its own lines by unit and account, all below it, and other years. Six queries, or a few more (item_cost)."""
    through_time = item_years(item, year)
    context = {"cost": item_cost(item, year), "year": year, "through_time": through_time, "item": item}
    context |= _quick(request, item, year)
    return Panel(_("Vad det kostar"), "budget/panels/item.html", context, anchor="kostar")


@contribute("plan_card", 20)
def card_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """The same in short, beside the tree: the sum, and the field to lay kronor."""
    context = {"cost": item_cost(item, year), "year": year, **_quick(request, item, year, card=True)}
    return Panel(_("Vad det kostar"), "budget/panels/item_quick.html", context, anchor="kostar")


def _quick(request: HttpRequest, item: PlanItem, year: int, card: bool = False) -> dict[str, Any]:
    """The short way into the owner's detail budget, for whoever may and while it is open. Three queries and the accounts, or none where it is not offered."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    offered = item.step.is_activity and item.state == ItemState.ACTIVE and rules.may_edit_detail(actor, item.owner)
    if not offered:
        return {}
    if not detail_is_open(item.owner, year):
        return {"is_shut": True}
    page = reverse("goals:card" if card else "goals:item", args=[item.pk])
    back = f"{page}?fokus=ja" if card else f"{page}?ar={year}#kostar"
    form = QuickLineForm(initial={"account": account_last_used(item.owner)}, auto_id="kronor-%s")
    return {"form": form, "item": item, "next": back}


@contribute("unit", 30)
def unit_panel(request: HttpRequest, unit: Unit, year: int) -> Panel | None:
    """A unit's frame, actual and forecast, and what its detail budget belongs to. Ten queries."""
    tree = structure()
    through = min(last_period(year) or WHOLE_YEAR, WHOLE_YEAR)
    money = OwnMoney(tree, year, through).rolled_up()[unit.pk]
    state = detail_states([unit], year)[unit.pk]
    if money.budget is None and money.actual is None and not state.has_money:
        return None
    context = {
        "unit": unit,
        "year": year,
        "money": money,
        "state": state,
        "through": through,
        "through_name": MONTHS[through],
        "has_frame": is_municipal(unit),
        "beside": _by_link(tree, unit, year),
    }
    return Panel(_("Pengarna"), "budget/panels/unit.html", context, anchor="pengarna")


def _by_link(tree: Structure, unit: Unit, year: int) -> list[tuple[str, int | None]]:
    """The detail budget of a unit and all below it by what it belongs to; empty without any. One query."""
    sums: dict[str, dict[int, int]] = {}
    for each in kronor_by_link_and_unit(year, [below.pk for below in tree.below(unit.pk)]):
        of_kind = sums.setdefault(each.link, {})
        of_kind[each.unit_id] = of_kind.get(each.unit_id, 0) + each.amount
    labels = {"plan": _("Till delar av planen"), "mission": _("Till grunduppdraget"), "unlinked": _("Inte kopplat än")}
    found = [(label, tree.roll_up(dict(sums.get(kind, {})))[unit.pk]) for kind, label in labels.items()]
    return found if any(amount is not None for _label, amount in found) else []


def _way_of_entry(entry: BudgetEntry) -> str:
    """The ledger that the entry stands in: of whom it was given to, else of whom it was taken from."""
    unit = entry.target_id or entry.source_id
    return address(Way("budget:ledger", (unit, entry.year))) if unit else ""


@contribute("decision", 20)
def decision_panel(request: HttpRequest, decision: Decision) -> Panel | None:
    """Which entries of the ledger, lines of the result budget and measures a decision carries. Four queries."""
    entries = list(decision.budget_entries.select_related("source", "target").order_by("year", "pk"))
    lines = list(decision.result_budgets.order_by("year", "pk"))
    measures = list(decision.corrective_measures.select_related("unit").order_by("year", "pk"))
    if not entries and not lines and not measures:
        return None
    top = council() if lines else None
    context = {
        "entries": [(entry, _way_of_entry(entry)) for entry in entries],
        "lines": [
            (line, origin_address(line.amount, "resultatbudget", top, line.year, rad=line.line)) for line in lines
        ],
        "measures": measures,
    }
    return Panel(_("I budgeten"), "budget/panels/decision.html", context, anchor="budgeten")


@contribute("start.controller", 10)
def reconciliation_panel(request: HttpRequest) -> Panel | None:
    """Does it tie out? Every line that does not, and how many do."""
    year = year_from(request)
    checks = reconcile(year)
    context = {
        "year": year,
        "red": [check for check in checks if check.is_red],
        "warned": [check for check in checks if not check.ok and not check.is_red],
        "fine": sum(check.ok and not check.is_empty for check in checks),
        "count": sum(not check.is_empty for check in checks),
    }
    return Panel(_("Går det ihop?"), "budget/panels/reconciliation.html", context, anchor="gar-det-ihop")


@contribute("start.controller", 30)
def deviations_panel(request: HttpRequest) -> Panel | None:
    """The committees that are furthest from their budget, each with the newest words about why. Nine queries."""
    context = {"year": (year := year_from(request)), **largest_deviations(year, SHOWN_ON_START)}
    return Panel(_("Största avvikelserna"), "budget/panels/deviations.html", context, anchor="avvikelser")


@contribute("start.controller", 40)
def imports_panel(request: HttpRequest) -> Panel | None:
    """The newest files that count, and their days. One query."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    newest = batches().filter(state=BatchState.ACTIVE)[:SHOWN_ON_START]
    context = {"batches": list(newest), "may_import": rules.may_import_anything(actor)}
    return Panel(_("Inläsningar"), "budget/panels/imports.html", context, anchor="inlasningar")


@contribute("start.manager", 30)
def manager_panel(request: HttpRequest) -> Panel | None:
    """The person's own units: what is left to budget, and the forecast to give. A constant number of queries."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    year = year_from(request)
    tree = structure()
    units = [unit for unit in tree.units if unit.pk in actor.held_ids(Role.MANAGER)]
    if not units:
        return None
    through = min(last_period(year) or WHOLE_YEAR, WHOLE_YEAR)
    states = detail_states(units, year)
    money = OwnMoney(tree, year, through).rolled_up()
    newest = newest_of([unit.pk for unit in units], year)
    context = {
        "year": year,
        "through": through,
        "through_name": MONTHS[through],
        "rows": [
            (unit, states[unit.pk], money[unit.pk], newest.get(unit.pk), _forecast_form(unit, through))
            for unit in units
        ],
    }
    return Panel(_("Min budget och prognos"), "budget/panels/manager.html", context, anchor="budget")


def _forecast_form(unit: Unit, month: int) -> ForecastForm:
    """A form of the unit's own on a page that has several."""
    return ForecastForm(initial={"month": month}, auto_id=f"prognos-{unit.pk}-%s")


def _readable(model: Any) -> None:
    """Whoever reads money reads its history: pages show the same rows to everybody with an appointment."""

    @history_reader(model._meta.label_lower)
    def history_of(actor: Actor) -> "QuerySet[Any]":
        return model.objects.all() if rules.may_read_money(actor) else model.objects.none()


for each in (
    Account,
    ActivityCode,
    ActualBatch,
    BalanceAdjustment,
    BudgetDecision,
    BudgetEntry,
    CorrectiveMeasure,
    Counterparty,
    Curve,
    DetailBudget,
    DetailLine,
    DeviationNote,
    Forecast,
    InvestmentActual,
    InvestmentEntry,
    InvestmentForecast,
    InvestmentProject,
    LineShare,
    MeasureEffect,
    Project,
    ResultBudget,
    StatementFigure,
):
    _readable(each)
