"""From the codes of a file to what they are here: where each coding's figures go, and which codes nobody knows.

This is the place where codes are translated: what comes in is a Coding as the file writes it, what goes out is the Target that ``Staged.insert`` writes.
"""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.imports import Coding, Reading
from budget.queries.structure import Structure
from budget.sie.findings import Finding, Severity
from budget.staging import Part, Target
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.organisation.models import Unit

MOST_NAMED = 200
_NOTHING = Part(0, 0, None, 0)


def targets_of(codings: Mapping[Coding, Part], unit: Unit, tree: Structure) -> dict[Coding, Target]:
    """Where the figures of each coding go: to the unit below ``unit`` that has the code, else to ``unit`` itself."""
    known = _units_by_code(unit, tree)
    chosen = known[unit.code]
    return {coding: Target(known.get(coding.unit, chosen)) for coding in codings}


def about_codes(reading: Reading, unit: Unit, codings: Mapping[Coding, Part], tree: Structure) -> list[Finding]:
    """Codes that are no unit under the chosen one: in a table an error each, on its first row; in a SIE file a remark, when some of its codes are units of
    ours."""
    known = _units_by_code(unit, tree)
    by_code = _by_code(codings)
    unknown = [(code, part) for code, part in by_code.items() if code and code not in known]
    if not unknown:
        return []
    if reading.strict_codes:
        named = [_unknown_unit(code, part, unit) for code, part in unknown[:MOST_NAMED]]
        return [*named, *_and_more(len(unknown) - len(named))]
    if not known.keys() & by_code.keys():
        return []
    return [
        Finding(
            Severity.WARNING,
            "unknown_unit",
            _("Några kostnadsställen är inga enheter under %(unit)s. Deras belopp läggs på %(unit)s.")
            % {"unit": unit.name},
            ", ".join(code for code, _part in unknown[:25]),
        )
    ]


def _units_by_code(unit: Unit, tree: Structure) -> dict[str, int]:
    return {below.code: below.pk for below in tree.below(unit.pk)}


def _by_code(codings: Mapping[Coding, Part]) -> dict[str, Part]:
    """The unit codes of the file with what they hold, in the order of the file."""
    sums: dict[str, Part] = {}
    for coding, part in codings.items():
        before = sums.get(coding.unit, _NOTHING)
        rows = [row for row in (before.row, part.row) if row is not None]
        sums[coding.unit] = Part(
            before.amount + part.amount, before.figures + part.figures, min(rows, default=None), before.size + part.size
        )
    return dict(sorted(sums.items(), key=lambda found: (found[1].row or 0, found[0])))


def _unknown_unit(code: str, part: Part, unit: Unit) -> Finding:
    message = _(
        "Rad %(row)s: ansvar ”%(code)s” är ingen enhet under %(unit)s. Rätta koden, eller lägg in enheten i organisationen."
    )
    rows = ngettext("%(n)s rad", "%(n)s rader", part.figures) % {"n": part.figures}
    return Finding(
        Severity.ERROR,
        "unknown_unit",
        message % {"row": part.row, "code": code, "unit": unit.name},
        f"{rows}: {format_amount(part.amount, Shown.KR, decimals=2)} kr",
        part.row,
    )


def _and_more(left: int) -> Iterator[Finding]:
    if left > 0:
        message = ngettext("… och %(count)s till av samma slag.", "… och %(count)s till av samma slag.", left)
        yield Finding(Severity.ERROR, "unknown_unit", message % {"count": left})
