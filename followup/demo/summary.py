"""What was loaded, in a few Swedish lines, and whether it ties."""

from collections.abc import Iterator

from budget.models import Actual, BudgetEntry, DetailLine, InvestmentProject
from budget.queries.reconcile import reconcile
from followup.models import Assessment, Dialogue
from goals.models import PlanItem
from sala_styr.decisions.models import Year
from sala_styr.organisation.models import Unit, User

COUNTED = (
    ("enheter", Unit),
    ("personer", User),
    ("delar av planen", PlanItem),
    ("poster i budgetens huvudbok", BudgetEntry),
    ("rader i detaljbudgeten", DetailLine),
    ("utfallsrader", Actual),
    ("investeringsprojekt", InvestmentProject),
    ("bedömningar", Assessment),
    ("dialoger", Dialogue),
)


def summary() -> Iterator[str]:
    """The lines to print after a load."""
    yield "Exempelkommunen är inläst. Namn på personer, enheter och alla belopp är påhittade."
    for name, model in COUNTED:
        yield f"  {model.objects.count():>7} {name}"
    for year in Year.objects.values_list("year", flat=True):
        checks = reconcile(year)
        red = [check for check in checks if check.is_red]
        verdict = (
            "allt går ihop" if not red else f"{len(red)} rader går inte ihop: {'; '.join(check.name for check in red)}"
        )
        yield f"  Avstämning av siffror {year}: {verdict}."
