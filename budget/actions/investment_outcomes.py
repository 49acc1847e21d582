"""What investments have cost, as it is noted by hand or brought in from a table, and what they are judged to end at (domain §4.4–4.5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from budget import rules
from budget.actions.investments import investments_lock, require_recorder
from budget.actions.locks import require_year_not_closed
from budget.models import InvestmentActual, InvestmentForecast, InvestmentProject
from sala_styr.errors import RuleBroken
from sala_styr.history import bulk_create, recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require


@dataclass(frozen=True)
class Outcome:
    """What a project has cost through a month: öre, report sign, net of ``income``. ``amount`` None takes back what was noted."""

    project: InvestmentProject
    amount: int | None
    income: int | None = None
    row: int | None = None


@dataclass(frozen=True)
class Judgement:
    """What a project is judged to end at: the year's net and the total in öre, report sign."""

    year: int
    month: int
    year_amount: int
    total: int
    completion_year: int
    comment: str


def note_outcomes(
    actor: Actor, year: int, month: int, outcomes: Sequence[Outcome], source: str = ""
) -> list[InvestmentActual]:
    """Note what projects have cost from January through ``month``, all or none. What says the same as before is not written again.

    Each is a new version: what was noted earlier is kept, and counts until now. Raises Refused, and RuleBroken for a month outside the year, a closed year
    or an income with minus.
    """
    require_recorder(actor, [each.project for each in outcomes])
    _require_month(month)
    if any(each.income is not None and each.income < 0 for each in outcomes):
        raise RuleBroken(_("Inkomster skrivs utan minus."), field="income")
    with recording(actor, _("Antecknade utfall")), investments_lock():
        require_year_not_closed(year)
        before = _newest(year, month, [each.project.pk for each in outcomes])
        return bulk_create(
            InvestmentActual,
            [
                InvestmentActual(
                    project=each.project,
                    year=year,
                    month=month,
                    version=_next(before.get(each.project.pk)),
                    amount=each.amount,
                    income=each.income,
                    source=source[:200],
                    row=each.row,
                    noted_by=actor.user,
                )
                for each in outcomes
                if _says_more(each, before.get(each.project.pk))
            ],
        )


def judge_investment(actor: Actor, project: InvestmentProject, judged: Judgement) -> InvestmentForecast:
    """Give a forecast: the year's cost, the total and when it is ready. It becomes the newest version, and the earlier are kept.

    Raises Refused, and RuleBroken without a comment, for a month outside the year, a closed year, an income or a project that has ended.
    """
    require_judge(actor, project)
    _require_month(judged.month)
    if not judged.comment.strip():
        raise RuleBroken(_("Skriv vad prognosen bygger på. Kommentaren är det som läses."), field="comment")
    if judged.total > 0:
        raise RuleBroken(_("Totalutgiften skrivs med minus framför."), field="total")
    if judged.completion_year < judged.year:
        raise RuleBroken(_("Projektet kan inte bli färdigt före prognosens år."), field="completion_year")
    with recording(actor, _("Lämnade prognos")), investments_lock():
        require_year_not_closed(judged.year)
        if not InvestmentProject.objects.get(pk=project.pk).is_open:
            raise RuleBroken(_("Projektet är avslutat och behöver ingen prognos."))
        given = InvestmentForecast.objects.filter(project=project, year=judged.year, month=judged.month)
        last = given.aggregate(last=Max("version"))["last"]
        return InvestmentForecast.objects.create(
            project=project,
            year=judged.year,
            month=judged.month,
            version=(last or 0) + 1,
            year_amount=judged.year_amount,
            total=judged.total,
            completion_year=judged.completion_year,
            comment=judged.comment.strip(),
            made_by=actor.user,
        )


def require_judge(actor: Actor, project: InvestmentProject) -> None:
    """Raises Refused, with the words for who gives a project's forecast."""
    require(
        rules.may_lead_investment(actor, project.unit),
        _("Prognosen för projektet lämnas av chefen för %(unit)s eller chefen över.") % {"unit": project.unit.name},
    )


def _newest(year: int, month: int, projects: list[int]) -> dict[int, InvestmentActual]:
    """Each project's newest version for the month. One query."""
    noted = InvestmentActual.objects.filter(year=year, month=month, project__in=projects).order_by("version")
    return {each.project_id: each for each in noted}


def _next(before: InvestmentActual | None) -> int:
    return before.version + 1 if before else 1


def _says_more(outcome: Outcome, before: InvestmentActual | None) -> bool:
    """Taking back what was never noted says nothing either."""
    if before is None:
        return outcome.amount is not None
    return (outcome.amount, outcome.income) != (before.amount, before.income)


def _require_month(month: int) -> None:
    if not 1 <= month <= 12:
        raise RuleBroken(_("Välj till och med vilken månad."), field="month")
