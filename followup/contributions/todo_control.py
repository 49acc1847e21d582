"""What the internal control asks of a person: controls and measures to carry out, plans and tests of companies to write and decide."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.queries.control_waiting import (
    TESTED_BY,
    controls_named,
    controls_waiting,
    measures_waiting,
    plans_to_decide,
    reviews_waiting,
)
from followup.todo import Todo, todo_kind
from sala_styr.organisation.actor import Actor

DECIDED_BY = (12, 31)
"""The day of the year before by which a plan is decided (month, day)."""


@todo_kind("control", gettext_lazy("Kontroller att göra och berätta om"), 62, first=controls_named)
def controls_to_do(actor: Actor, today: date) -> Iterator[Todo]:
    """The person's controls whose next day is within a month. A key for each time of the year. Ten queries."""
    for row in controls_waiting(actor, today):
        activity = row.activity
        yield Todo(
            f"control:{activity.line}:{len(row.results) + 1}",
            activity.text,
            reverse("followup:control_result", args=[activity.pk]),
            row.next_day,
            _("Intern kontroll, %(plan)s") % {"plan": activity.risk.plan},
            action=_("Skriv resultatet"),
        )


@todo_kind("control-measure", gettext_lazy("Åtgärder efter kontroller"), 63, first=measures_waiting)
def measures_to_do(actor: Actor, today: date) -> Iterator[Todo]:
    """The person's measures that are not carried out. One query."""
    for measure in measures_waiting(actor):
        plan = measure.result.activity.risk.plan
        yield Todo(
            f"control-measure:{measure.pk}",
            measure.text,
            reverse("followup:measure_done", args=[measure.pk]),
            measure.due,
            _("Intern kontroll, %(plan)s") % {"plan": plan},
            action=_("Berätta att den är klar"),
        )


@todo_kind("control-plan", gettext_lazy("Internkontrollplaner att besluta"), 64)
def control_plans_to_decide(actor: Actor, today: date) -> Iterator[Todo]:
    """Next year's plan of the chair's body, and every draft. Three queries."""
    for body, year, plan in plans_to_decide(actor, today):
        yield Todo(
            f"control-plan:{body.pk}:{year}:{plan.number if plan else 1}",
            _("Internkontrollplan %(year)s, %(body)s") % {"year": year, "body": body.name},
            reverse("followup:control_plan", args=[plan.pk])
            if plan
            else f"{reverse('followup:control_plans')}?ar={year}",
            date(year - 1, *DECIDED_BY) if plan is None or plan.number == 1 else None,
            _("Utkastet väntar på nämndens beslut.") if plan else _("Ingen har börjat på den ännu."),
        )


@todo_kind("company-review", gettext_lazy("Kommunstyrelsens prövning av bolagen"), 65)
def reviews_to_do(actor: Actor, today: date) -> Iterator[Todo]:
    """Tests of last year to write, or to decide. Three queries."""
    year = today.year - 1
    for company, review in reviews_waiting(actor, today):
        way = "followup:decide_company_review" if review else "followup:company_review"
        yield Todo(
            f"company-review:{company.pk}:{year}:{'decide' if review else 'write'}",
            _("Prövning av %(company)s %(year)s") % {"company": company.name, "year": year},
            reverse(way, args=[year, company.pk]),
            date(today.year, *TESTED_BY),
            _("Skriv in kommunstyrelsens beslut.") if review else _("Skriv vad bedömningen bygger på."),
        )
