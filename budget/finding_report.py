"""What was found in a file, as a list to take along to the one who made it: the row, what it is, and what to do."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from budget.sie.findings import Finding, Severity
from sala_styr.tables import Column, Kind, Listing, text_column

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.OK: 2}
_PLACE = re.compile(r"^\w+ [0-9]+: ")
"""As "Rad 3: " before a message: the row has a column of its own."""


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings before what holds, else as they were found."""
    return sorted(findings, key=lambda finding: _ORDER[finding.severity])


def findings_listing(filename: str, findings: Iterable[Finding]) -> Listing:
    """A row for each finding: its row in the file (empty when it is of the whole file), kind, what, the figures of it, and what to do."""
    columns = (
        Column(_("Rad"), Kind.NUMBER),
        *text_column(_("Slag")),
        Column(_("Vad"), Kind.LONG_TEXT),
        Column(_("Uppgifter"), Kind.LONG_TEXT),
        Column(_("Gör så här"), Kind.LONG_TEXT),
    )
    name = _("Kontroller av %(file)s") % {"file": filename}
    return Listing(name, columns, (_row(finding) for finding in findings))


def _row(finding: Finding) -> tuple[int | str | None, ...]:
    what, _dot, advice = _PLACE.sub("", finding.message).partition(". ")
    words = {Severity.ERROR: _("fel"), Severity.WARNING: _("se upp"), Severity.OK: _("stämmer")}
    detail = finding.detail or None
    return finding.line, words[finding.severity], what.rstrip("."), detail, advice or _advice(finding)


def _advice(finding: Finding) -> str | None:
    if finding.severity is Severity.ERROR:
        return _("Rätta raden i filen och läs in den igen.") if finding.line else _("Rätta filen och läs in den igen.")
    return _("Kontrollera att det är rätt.") if finding.severity is Severity.WARNING else None
