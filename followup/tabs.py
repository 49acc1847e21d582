"""The follow-up's own navigation: the pages that stand beside each other. One line for each, in the order they are offered."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Tab:
    """``within``: url names of pages that belong under this entry, so that it is marked when one stands there."""

    label: str | Promise
    url_name: str
    within: tuple[str, ...] = ()


CONTROL_PAGES = (
    "followup:control_plan",
    "followup:control_report",
    "followup:body_control_report",
    "followup:risk_matrix",
    "followup:edit_risk_matrix",
)
TABS: tuple[Tab, ...] = (
    Tab(
        _("Perioder"),
        "followup:periods",
        ("followup:unit_period", "followup:assess", "followup:sections", "followup:period_asks"),
    ),
    Tab(_("Förbättringar"), "followup:improvements", ("followup:improvement",)),
    Tab(_("Frågor och svar"), "followup:goal_questions", ("followup:goal_question", "followup:ask_question")),
    Tab(_("Intern kontroll"), "followup:control_plans", CONTROL_PAGES),
    Tab(_("God ekonomisk hushållning"), "followup:stewardship", ("followup:auditor_questions",)),
    Tab(_("Processen"), "followup:process", ("followup:process_list",)),
)


def tab_links(request: HttpRequest, year: int | None = None) -> list[dict[str, object]]:
    """The entries, each with its address for ``year`` and whether one stands there."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    query = f"?ar={year}" if year else ""
    return [
        {"label": tab.label, "href": f"{reverse(tab.url_name)}{query}", "current": here in (tab.url_name, *tab.within)}
        for tab in TABS
    ]
