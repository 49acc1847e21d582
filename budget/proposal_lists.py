"""Lists of budget proposals as files: the same figures as the pages, exact to the öre."""

from django.utils.translation import gettext as _

from budget.exports import amounts
from budget.proposal_tables import about, choices, frame_lines
from budget.queries.proposals import BudgetRound, Reading
from sala_styr.tables import Listing, text_column


def frames_listing(found: BudgetRound, reading: Reading) -> Listing:
    """A proposal's frames, a row for each committee: the frame and its difference to the base, year by year."""
    columns = text_column(_("Kod"), _("Nämnd"))
    for year in found.years:
        columns += amounts(_("Ram %(year)s") % {"year": year}, _("Mot basen %(year)s") % {"year": year})
    rows = [
        (line.unit.code, line.unit.name, *(value for cell in line.cells for value in (cell.amount, cell.change)))
        for line in frame_lines(found, reading.years)
        if line.unit is not None
    ]
    return Listing(reading.proposal.name, columns, rows)


def measures_listing(found: BudgetRound) -> Listing:
    """The measures with their amounts as they change the result: a cost is negative."""
    columns = text_column(_("Gäller"), _("Åtgärd"), _("Skäl"), _("Konsekvenser")) + amounts(*map(str, found.years))
    rows = [
        (
            *(about(offer), offer.measure.title, str(offer.measure.get_cause_display()), offer.measure.consequence),
            *(offer.amounts.get(year) for year in found.years),
        )
        for _name, group in choices(found, found.offers.values(), frozenset())
        for offer in (choice.offer for choice in group)
        if offer.measure.withdrawn_at is None
    ]
    return Listing(_("Åtgärder %(year)s") % {"year": found.budget_year}, columns, rows)
