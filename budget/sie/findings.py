"""What the reader of a SIE file says to a person: one error that stops, or findings that are listed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class SieError(ValueError):
    """The file cannot be read. ``message`` says in Swedish what is wrong and what to do; ``line`` is the file's line, if one is to blame."""

    def __init__(self, message: str, line: int | None = None):
        self.message = message
        self.line = line
        super().__init__(
            message if line is None else _("Rad %(line)s: %(message)s") % {"line": line, "message": message}
        )


class Severity(StrEnum):
    """ERROR: refuse the file and write nothing. WARNING: tell, then go on if the person wants to. OK: a control that holds."""

    ERROR = "error"
    WARNING = "warning"
    OK = "ok"


@dataclass(frozen=True)
class Finding:
    """One outcome of a control. ``code`` is stable and for programs; ``message`` and ``detail`` are Swedish and for people."""

    severity: Severity
    code: str
    message: str
    detail: str = ""
    line: int | None = None


def has_errors(findings: Iterable[Finding]) -> bool:
    """True when at least one finding means that the file must be refused."""
    return any(finding.severity is Severity.ERROR for finding in findings)
