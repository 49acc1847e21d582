"""The codes of many units' detail budgets at once, for a file that holds all of them: six queries however many units there are."""

from collections.abc import Iterable, Mapping

from budget.models import Code, Curve
from budget.queries.coding import DIMENSIONS, Codes
from budget.queries.detail import accounts_in_detail
from budget.queries.structure import Structure
from goals.models import PlanItem
from goals.queries import linkable_in_year
from sala_styr.organisation.models import Unit


def codes_of_units(tree: Structure, units: Iterable[Unit], year: int) -> dict[int, Codes]:
    """What each unit may write in its detail budget of ``year``: as ``coding.codes_for`` says it for one."""
    accounts = {account.number: account for account in accounts_in_detail()}
    items = list(linkable_in_year(year))
    curves = list(Curve.objects.order_by("name", "pk"))
    by_dimension: Mapping[str, Mapping[str, Code]] = {
        name: {code.code: code for code in model._default_manager.filter(in_use=True)}
        for name, model in DIMENSIONS.items()
    }
    return {
        unit.pk: Codes(
            accounts=accounts,
            items=_items_of(unit, items),
            own_curves=_curves_of(tree, unit, curves),
            by_dimension=by_dimension,
        )
        for unit in units
    }


def _items_of(unit: Unit, items: Iterable[PlanItem]) -> dict[int, PlanItem]:
    """What the unit, one above it or one below it owns."""
    return {item.pk: item for item in items if _in_line(unit, item.owner)}


def _in_line(unit: Unit, owner: Unit) -> bool:
    if unit.tree_id != owner.tree_id:
        return False
    above = owner.lft <= unit.lft and owner.rght >= unit.rght
    below = owner.lft >= unit.lft and owner.rght <= unit.rght
    return bool(above or below)


def _curves_of(tree: Structure, unit: Unit, curves: Iterable[Curve]) -> list[Curve]:
    above = {each.pk for each in tree.path(unit.pk)}
    return [curve for curve in curves if curve.unit_id in above]
