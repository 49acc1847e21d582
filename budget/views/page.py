"""What the pages of money share: who asks, for which year, in which unit of money, and the way between the pages."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext as _

from budget import rules
from budget.queries.structure import Structure
from sala_styr.decisions.queries import year_from, years
from sala_styr.money import Unit as Shown
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require


@dataclass(frozen=True)
class Tab:
    """A page of money in the row of pages."""

    label: str
    href: str
    current: bool


def reader(request: HttpRequest) -> Actor:
    """The acting person, who may read money. Raises Refused for somebody without any appointment."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    require(
        rules.may_read_money(actor),
        _("Ekonomin läses av den som har ett uppdrag i kommunen. Systemförvaltaren lägger in uppdragen."),
    )
    return actor


def page(request: HttpRequest, tab: str, **context: Any) -> dict[str, Any]:
    """The context every page of money has: year, years, unit of money, tabs; and the page's own."""
    year = context.pop("year", None) or year_from(request)
    return {
        "year": year,
        "years": [each.year for each in years()],
        "shown": shown_unit(request),
        "units_of_money": Shown.values,
        "tabs": tabs(request, tab, year),
        **context,
    }


def shown_unit(request: HttpRequest) -> str:
    """The unit amounts are shown in: ``?i=kr``, tkr unless asked otherwise."""
    asked = request.GET.get("i", "")
    return asked if asked in Shown.values else Shown.TKR.value


def tabs(request: HttpRequest, current: str, year: int) -> list[Tab]:
    """The pages of money, as this person is offered them."""
    pages = [
        ("overview", _("Översikt"), True),
        ("frames", _("Ramar"), True),
        ("proposals", _("Budgetförslag"), True),
        ("details", _("Detaljbudget"), True),
        ("follow_ups", _("Uppföljning"), True),
        ("investments", _("Investeringar"), True),
        ("imports", _("Inläsning"), rules.may_see_imports(request.actor)),  # type: ignore[attr-defined]
        ("result", _("Räkenskaper"), True),
        ("coding", _("Kodplan"), True),
        ("reconciliation", _("Avstämning"), True),
    ]
    return [
        Tab(label, f"{reverse('budget:' + name)}?ar={year}", name == current)
        for name, label, offered in pages
        if offered
    ]


def trail(*parts: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here: Ekonomi, then ``parts`` as (label, address)."""
    return [(_("Ekonomi"), reverse("budget:overview")), *parts]


def unit_trail(tree: Structure, unit: Unit, year: int, here: str = "") -> list[tuple[str, str]]:
    """The way through the organisation to a unit's money, and on to the page ``here`` about it."""
    above = tree.path(unit.pk)
    steps = [(each.label, f"{reverse('budget:unit', args=[each.pk])}?ar={year}") for each in above]
    return trail(*steps, (here, "")) if here else trail(*steps[:-1], (unit.label, ""))


def unit_or_404(pk: int) -> Unit:
    """The unit, or Http404."""
    return get_object_or_404(Unit, pk=pk)


def month_names() -> list[tuple[int, str, str]]:
    """(number, name, short name) of the twelve months."""
    return [(number, str(MONTHS[number]), str(MONTHS_3[number])) for number in range(1, 13)]


def month_from(request: HttpRequest, default: int) -> int:
    """The month through which figures are shown: ``?t_o_m=8``."""
    asked = request.GET.get("t_o_m", "")
    return int(asked) if asked.isascii() and asked.isdigit() and 1 <= int(asked) <= 12 else default
