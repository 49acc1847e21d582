"""A table of what investments have cost, held against the projects there are, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from budget.models import InvestmentActual, InvestmentProject
from budget.queries.booked_projects import BookedYear, booked_by_project
from budget.queries.structure import total
from budget.tables_in.actuals import RowError
from budget.tables_in.investments import ProjectAmount, ProjectAmounts


@dataclass(frozen=True, slots=True)
class MatchedAmount:
    """A project's new amount beside what was noted for the same month. Öre, report sign."""

    project: InvestmentProject
    found: ProjectAmount
    before: int | None
    booked: BookedYear | None = None
    """What the ledger has on the project's code for the year: it counts, and what is noted is shown beside it."""

    @property
    def is_new(self) -> bool:
        return self.before != self.found.amount


@dataclass(frozen=True)
class OutcomePreview:
    """What a table would change. ``unknown``: codes that no investment has, which are left out. ``missing``: open projects that it does not name."""

    matched: tuple[MatchedAmount, ...]
    unknown: tuple[ProjectAmount, ...]
    missing: tuple[InvestmentProject, ...]
    errors: tuple[RowError, ...]

    @property
    def any_booked(self) -> bool:
        """Is any of it booked already?"""
        return any(each.booked for each in self.matched)

    @property
    def total(self) -> int | None:
        """Σ of what would be noted."""
        return total(each.found.amount for each in self.matched)

    @property
    def left_out(self) -> int | None:
        """Σ of what is left out."""
        return total(each.amount for each in self.unknown)

    @property
    def whole(self) -> int | None:
        """Σ of the table: the control total."""
        return total((self.total, self.left_out))

    @property
    def can_be_noted(self) -> bool:
        return bool(self.matched) and not self.errors


def preview_outcomes(amounts: ProjectAmounts, year: int, month: int) -> OutcomePreview:
    """Hold the table against the projects and what is booked on them. Four queries."""
    projects = {each.project.code: each for each in InvestmentProject.objects.select_related("project", "unit").all()}
    before = _noted([each.pk for each in projects.values()], year, month)
    booked = booked_by_project(each.project_id for each in projects.values())
    matched = tuple(
        MatchedAmount(
            projects[row.code],
            row,
            before.get(projects[row.code].pk),
            booked.get((projects[row.code].project_id, year)),
        )
        for row in amounts.rows
        if row.code in projects
    )
    named = {each.project.pk for each in matched}
    return OutcomePreview(
        matched=matched,
        unknown=tuple(row for row in amounts.rows if row.code not in projects),
        missing=tuple(each for each in projects.values() if each.is_open and each.pk not in named),
        errors=amounts.errors,
    )


def _noted(projects: Sequence[int], year: int, month: int) -> dict[int, int | None]:
    noted = InvestmentActual.objects.filter(project__in=projects, year=year, month=month).order_by("version")
    return dict(noted.values_list("project_id", "amount"))
