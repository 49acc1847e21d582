"""The plan's own navigation: the ways to look at it and what stands beside it. One line for each page, in the order they are offered."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goals.rules.exchange import may_bring_in
from goals.rules.year_opening import may_open_year
from sala_styr.shell.past import DAY_FIELD, shown_day


@dataclass(frozen=True)
class PlanPage:
    """``within``: url names of pages that belong under this entry, so that it is marked when one stands there.

    ``in_time``: can be shown as it was; the day in the address follows there.
    """

    label: str | Promise
    url_name: str
    within: tuple[str, ...] = ()
    allowed: Callable[[HttpRequest], bool] = lambda request: True
    in_time: bool = False


PAGES: tuple[PlanPage, ...] = (
    # The timeline and the flow are other ways to look at the thread: its page has the switch between them.
    PlanPage(_("Röda tråden"), "goals:thread", ("goals:timeline", "goals:flow"), in_time=True),
    PlanPage(_("Kvar att koppla"), "goals:leftovers", in_time=True),
    PlanPage(_("Uppdrag"), "goals:assignments", ("goals:assignment",)),
    PlanPage(
        _("Indikatorer"),
        "goals:indicators",
        (
            *("goals:indicator", "goals:indicator_grid", "goals:kolada", "goals:kolada_choose"),
            *("goals:kolada_review", "goals:kolada_fetched"),
        ),
    ),
    PlanPage(_("Grunduppdrag"), "goals:missions", ("goals:mission",), in_time=True),
    PlanPage("Agenda 2030", "goals:agenda"),
    PlanPage(
        _("Planändringar"),
        "goals:amendments",
        (
            *("goals:amendment", "goals:amendment_create", "goals:amendment_edit", "goals:amendment_take"),
            *("goals:amendment_place", "goals:amendment_new", "goals:amendment_change", "goals:amendment_change_end"),
            *("goals:amendment_change_out", "goals:amendment_merge", "goals:amendment_drop"),
        ),
    ),
    PlanPage(_("Vad har ändrats"), "goals:changes", ("goals:moments",)),
    PlanPage(_("Nästa år"), "goals:open_year", allowed=lambda request: may_open_year(request.actor)),  # type: ignore[attr-defined]
    PlanPage(
        _("In och ut"),
        "goals:exchange",
        ("goals:exchange_review", "goals:exchange_done"),
        allowed=lambda request: may_bring_in(request.actor),  # type: ignore[attr-defined]
    ),
    PlanPage(_("Så styr vi"), "goals:steering_models", ("goals:steering_model", "goals:steering_model_switch")),
)


def plan_links(request: HttpRequest, year: int) -> list[dict[str, object]]:
    """The entries this person is offered, each with its address for ``year`` and whether one stands there."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    day = shown_day(request)
    then = f"&{DAY_FIELD}={day}" if day else ""
    return [
        {
            "label": page.label,
            "href": f"{reverse(page.url_name)}?ar={year}{then if page.in_time else ''}",
            "current": here == page.url_name or here in page.within,
        }
        for page in PAGES
        if page.allowed(request)
    ]
