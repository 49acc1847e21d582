"""To do with the money: the forecasts that the period asks for, deviations without words, and detail budgets that are not locked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.forms.forecast import ForecastForm
from budget.queries.corrective import unexplained
from budget.queries.detail import DetailState, states_by_year
from followup.models import Period
from followup.queries.places import units_led
from followup.queries.todo import forecasts_to_give
from followup.todo import Todo, dresses, todo_kind
from sala_styr.decisions.models import YearState
from sala_styr.decisions.queries import years
from sala_styr.money import format_amount
from sala_styr.organisation.actor import Actor

UNDER_WORK = (YearState.PLANNED, YearState.OPEN)


@todo_kind("forecast", gettext_lazy("Prognoser att lämna"), 50)
def to_forecast(actor: Actor, today: date) -> Iterable[Todo]:
    """The units one leads that have a budget and have not said what the year will end at. Three queries at most."""
    for row in forecasts_to_give(actor, today):
        yield Todo(
            key=f"forecast:{row.period.pk}:{row.unit.pk}",
            title=_("Prognos för %(unit)s") % {"unit": row.unit.name},
            url=f"{reverse('budget:follow_up', args=[row.unit.pk])}?ar={row.period.year}#prognos",
            due=row.period.due,
            detail=_("%(period)s. Vad slutar året på?") % {"period": row.period},
            template="followup/todo/forecast.html",
            context={"unit": row.unit, "year": row.period.year, "month": row.period.last_day.month},
        )


@dresses("forecast")
def with_form(actor: Actor, todos: Sequence[Todo]) -> Mapping[str, dict[str, Any]]:
    """A form of its own for each. No query."""
    return {todo.key: {"form": _form(todo)} for todo in todos}


def _form(todo: Todo) -> ForecastForm:
    name = todo.key.replace(":", "-")
    return ForecastForm(initial={"month": todo.context["month"]}, auto_id=f"gor-{name}-%s")


@todo_kind("deviation", gettext_lazy("Avvikelser att förklara"), 52)
def to_explain(actor: Actor, today: date) -> Iterable[Todo]:
    """The units one leads whose newest forecast lies further from the budget than may pass without cause and measure.

    Nine queries a year, and that of ``years``.
    """
    led = units_led(actor)
    if not led:
        return
    for year in [each.year for each in years() if each.year <= today.year and each.state == YearState.OPEN]:
        found = unexplained(led, year)
        due = _next_due(year, today) if found else None
        for each in found:
            yield Todo(
                key=f"deviation:{each.forecast.pk}",
                title=_("Prognosen %(year)s för %(unit)s behöver några ord") % {"year": year, "unit": each.unit.name},
                url=f"{reverse('budget:follow_up', args=[each.unit.pk])}?ar={year}#prognos",
                due=due,
                detail=_("%(deviation)s tkr mot budgeten. Vad beror det på, och vad gör ni?")
                % {"deviation": format_amount(each.deviation, sign=True)},
                action=_("Lämna en ny prognos"),
            )


def _next_due(year: int, today: date) -> date | None:
    """When the next open period of the year is to be handed in. One query."""
    coming = Period.objects.filter(year=year, is_open=True, due__gte=today).order_by("due")
    return coming.values_list("due", flat=True).first()


@todo_kind("lock", gettext_lazy("Detaljbudgetar att låsa"), 60)
def to_lock(actor: Actor, today: date) -> Iterable[Todo]:
    """The units one leads that have money this year or next and a detail budget that is still open. Two queries, that of ``years``, and one a year."""
    led = units_led(actor)
    if not led:
        return
    asked = [each.year for each in years() if each.year in (today.year, today.year + 1) and each.state in UNDER_WORK]
    for year, states in states_by_year(led, asked).items():
        for state in states:
            if state.has_money and not state.is_locked:
                yield _lock(state, year)


def _lock(state: DetailState, year: int) -> Todo:
    return Todo(
        key=f"lock:{year}:{state.unit.pk}",
        title=_("Detaljbudget %(year)s för %(unit)s") % {"year": year, "unit": state.unit.name},
        url=f"{reverse('budget:detail', args=[state.unit.pk])}?ar={year}",
        due=date(year - 1, 12, 31),
        detail=_how_far(state),
        action=_("Gå igenom och lås") if state.ties else _("Fördela det som är kvar"),
    )


def _how_far(state: DetailState) -> str:
    if state.ties:
        return _("Den går jämnt ut med tilldelningen och kan låsas.")
    words = _("%(left)s tkr kvar att fördela") if state.left > 0 else _("%(left)s tkr mer än ni har fått")
    return words % {"left": format_amount(abs(state.left))}
