"""What reports are called."""

from typing import TYPE_CHECKING

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from sala_styr.documents.live import WHOLE_YEAR

if TYPE_CHECKING:
    from sala_styr.writing.models import WrittenReport


def span(year: int, month: int) -> str:
    """``2026``, or ``januari–augusti 2026``."""
    if month == WHOLE_YEAR:
        return str(year)
    first, last = str(MONTHS[1]), str(MONTHS[month])
    return f"{first} {year}" if month == 1 else f"{first}–{last} {year}"


def report_title(report: "WrittenReport") -> str:
    """The template's name, the time, and the unit where it is a unit's."""
    title = f"{report.template.name} {span(report.year, report.month)}"
    return _("%(title)s, %(unit)s") % {"title": title, "unit": report.unit.name} if report.unit else title
