"""SIE files (types 1–4 and 4I) in and out: no models, no database. ``read`` does the whole reading side; the rooms behind it can be used one by one."""

from dataclasses import dataclass

from budget.sie.check import check
from budget.sie.collect import Movement
from budget.sie.encoding import ENCODINGS, Encoding
from budget.sie.findings import Finding, Severity, SieError, has_errors
from budget.sie.model import Account, SieFile, Transaction, Voucher
from budget.sie.movements import Movements, movements
from budget.sie.orgnr import show_orgnr
from budget.sie.parse import parse
from budget.sie.reconcile import Source
from budget.sie.write import write_sie4

__all__ = [
    "ENCODINGS",
    "Account",
    "Encoding",
    "Finding",
    "Movement",
    "Movements",
    "Reading",
    "Severity",
    "SieError",
    "SieFile",
    "Source",
    "Transaction",
    "Voucher",
    "check",
    "has_errors",
    "movements",
    "parse",
    "read",
    "show_orgnr",
    "write_sie4",
]


@dataclass(frozen=True)
class Reading:
    """A file that could be read, what the controls found, and what may be imported: None when a control says that the file must be refused."""

    file: SieFile
    findings: tuple[Finding, ...]
    movements: Movements | None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings for which the file is refused."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def read(data: bytes, name: str = "", encoding: Encoding | None = None) -> Reading:
    """Parse, control and work out the movements of this year. Raises SieError when the file cannot be read at all."""
    file = parse(data, name, encoding)
    outcome = movements(file)
    findings = tuple(dict.fromkeys((*check(file), *outcome.findings)))
    return Reading(file, findings, None if has_errors(findings) else outcome)
