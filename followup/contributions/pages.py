"""Navigation, the red thread's status column, and the panels of a plan item and of a unit."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.models import Assessment, Dialogue
from followup.queries.assessable import is_assessable
from followup.queries.assessments import through_the_years
from followup.queries.dialogues import between, readable_dialogues
from followup.queries.findings import needs_of_unit
from followup.queries.grid import reporting_grid
from followup.queries.looks import AssessmentRow, state_columns
from followup.queries.periods import period_in_view, periods_of
from followup.queries.places import place_of
from followup.queries.things import Thing, key_of, owner_of
from followup.queries.thread import latest_looks
from followup.rules import may_write_assessment
from goals.models import CoreMission, PlanItem
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.shell.contributions import NavEntry, Panel, add_nav, contribute, thread_column
from sala_styr.shell.hanging import hanging, hangs


def _is_known(request: HttpRequest) -> bool:
    return actor_of(request).is_known


def actor_of(request: HttpRequest) -> Actor:
    """The acting person of a request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


add_nav(
    NavEntry(gettext_lazy("Uppföljning"), "followup:periods", 30, allowed=_is_known),
    NavEntry(gettext_lazy("Dialoger"), "followup:dialogues", 40, allowed=_is_known),
)
hangs("plan_item", "assessments", Assessment, "plan_item")
hangs("unit", "dialogues below", Dialogue, "upper")
hangs("unit", "dialogues above", Dialogue, "lower")


@thread_column("status")
def status_column(request: HttpRequest, year: int, within: PlanItem | None = None) -> dict[int, AssessmentRow]:
    """How each item of the plan goes. Two queries."""
    return latest_looks(actor_of(request), year, within)


@contribute("plan_item", 30)
def item_panel(request: HttpRequest, item: PlanItem, year: int) -> Panel | None:
    """What has been said of the item, period by period, and the way to say more. Five queries at most."""
    return _said_panel(request, item, year, "assessments" in hanging("plan_item", item.pk))


@contribute("mission", 10)
def mission_panel(request: HttpRequest, mission: CoreMission, year: int) -> Panel | None:
    """What has been said of a grunduppdrag. It stands beside the goals' and is never counted among them. Five queries."""
    return _said_panel(request, mission, year)


def _said_panel(request: HttpRequest, thing: Thing, year: int, assessed: bool = True) -> Panel | None:
    actor = actor_of(request)
    said = through_the_years(actor, thing) if assessed else []
    period = period_in_view(periods_of(year))
    if period is not None and not is_assessable(thing, period):
        period = None
    if not said and period is None:
        return None
    writes = period is not None and period.is_open and may_write_assessment(actor, place_of(owner_of(thing)))
    context = {
        "said": said,
        "period": period,
        "assess_url": reverse("followup:assess", args=[period.pk, key_of(thing)]) if writes and period else "",
    }
    return Panel(_("Så går det"), "followup/panels/item.html", context, anchor="uppfoljning")


@contribute("unit", 50)
def unit_panel(request: HttpRequest, unit: Unit, year: int) -> Panel | None:
    """How far the unit has come with its assessments, and its latest dialogues, and the needs it has to answer. Seven queries at most."""
    actor = actor_of(request)
    if not actor.is_known:
        return None
    period = period_in_view(periods_of(year))
    there = hanging("unit", unit.pk)
    rows = reporting_grid(period, [unit.pk]) if period and not there.isdisjoint({"items", "mission"}) else []
    dialogues = [] if there.isdisjoint({"dialogues below", "dialogues above"}) else _latest_dialogues(actor, unit)
    needs = needs_of_unit(actor, [unit.pk]) if "dialogues below" in there else []
    if not rows and not dialogues and not needs:
        return None
    counts = [(look, count) for row in rows for look, (_state, count) in zip(state_columns(), row.counts, strict=True)]
    context = {"period": period, "counts": counts, "dialogues": dialogues, "unit": unit, "needs": needs}
    return Panel(_("Uppföljning och dialog"), "followup/panels/unit.html", context, anchor="uppfoljning")


def _latest_dialogues(actor: Actor, unit: Unit) -> list[Dialogue]:
    """With what a list says of each: period and parties. One query."""
    found = readable_dialogues(actor).select_related(None).select_related("period", "upper", "lower")
    return list(between(found, [unit.pk]).order_by("-day", "-pk")[:4])
