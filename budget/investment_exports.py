"""Lists of investments as files: the same rows as the page, exact to the öre."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from budget.exports import amounts
from budget.models import InvestmentEntry
from budget.queries.investments import ProjectMoney
from sala_styr.tables import Column, Kind, Listing, text_column


def investment_listing(rows: Iterable[ProjectMoney], year: int) -> Listing:
    """Every project that the page has, with its year and its totals."""
    columns = text_column(_("Kod"), _("Projekt"), _("Enhet"), _("Slag"), _("Läge"))
    columns += amounts(
        _("Beslutad totalutgift"),
        _("Ackumulerat utfall"),
        *(_("Ursprunglig budget"), _("Ändringar"), _("Ombudgeterat"), _("Aktuell budget"), _("Utfall")),
        *(_("Avvikelse"), _("Prognos"), _("Prognos totalt"), _("Avvikelse totalt"), _("Driftkonsekvens per år")),
    )
    columns += (Column(_("Färdigt år"), Kind.YEAR),)
    return Listing(_("Investeringar %(year)s") % {"year": year}, columns, [_row(row) for row in rows])


def _row(row: ProjectMoney) -> tuple[str | int | None, ...]:
    project, now = row.project, row.now
    return (
        *(project.project.code, project.project.name, project.unit.name),
        *(str(project.get_kind_display()), str(row.state.label)),
        *(row.approved, row.accumulated, now.original, now.amendments, now.carried_in, now.current, now.actual),
        *(now.variance, now.forecast, row.estimated, row.variance_total, project.running_cost, row.completion_year),
    )


def investment_ledger_listing(name: str, entries: Iterable[InvestmentEntry]) -> Listing:
    """A project's entries."""
    columns = (Column(_("Dag"), Kind.DATE), *text_column(_("Slag"), _("Post")), Column(_("År"), Kind.YEAR))
    columns += (Column(_("Från år"), Kind.YEAR), *text_column(_("Beslut"), _("Finansiering")), *amounts(_("Belopp")))
    rows = [
        (
            *(each.booked_on, str(each.get_kind_display()), each.text, each.year, each.from_year),
            *(str(each.decision), each.financing, each.amount),
        )
        for each in entries
    ]
    return Listing(name, columns, rows)
