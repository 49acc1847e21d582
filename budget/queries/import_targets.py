"""From the codes of a file to what they are here: where each coding's figures go, and which codes nobody knows.

This is the place where codes are translated: what comes in is a Coding as the file writes it, what goes out is the Target that ``Staged.insert`` writes.
"""

from collections.abc import Collection, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.imports import Coding, Figure, Reading
from budget.models import Dimension
from budget.queries.mapping import CodeReader, unmapped_of, unmapped_projects
from budget.sie.findings import Finding, Severity
from budget.sie.values import shorten
from budget.staging import Part, Target
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.organisation.models import Unit

MOST_NAMED = 200
MOST_SHOWN = 25
NOTHING = Part(0, 0, None, 0)


def targets_of(codings: Mapping[Coding, Part], reader: CodeReader) -> dict[Coding, Target]:
    """Where the figures of each coding go: as has been said of its codes, else by our own codes, else to the unit that the file is for, without codes."""
    return {coding: reader.target(coding) for coding in codings}


def about_codes(reading: Reading, codings: Mapping[Coding, Part], reader: CodeReader) -> list[Finding]:
    """Codes that nobody knows. Ansvar: in a table an error each, on its first row; in a SIE file a remark, when some of its codes are units of ours. Other
    codes: a remark for each part of the coding string that is used here; their amounts come in without them."""
    return [*_about_units(reading, codings, reader), *_about_other_codes(codings, reader)]


def about_projects(outlays: Collection[Figure], reader: CodeReader) -> list[Finding]:
    """The codes of outlays that are no project here: they belong to no investment until they are."""
    unknown = unmapped_projects(reader, outlays)
    if not unknown:
        return []
    message = _(
        "Några projektkoder på anläggningskonton finns inte här. Deras utgifter, %(amount)s kr, hör inte till någon investering förrän koderna läggs upp "
        "eller översätts och filen läses in igen."
    )
    amount = format_amount(sum(each.amount for each in unknown), Shown.KR, decimals=2)
    named = ", ".join(shorten(each.code) for each in unknown[:MOST_SHOWN])
    return [Finding(Severity.WARNING, "unknown_projects", message % {"amount": amount}, named)]


def _about_units(reading: Reading, codings: Mapping[Coding, Part], reader: CodeReader) -> list[Finding]:
    by_code, unit = _by_code(codings), reader.unit
    unknown = [(code, part) for code, part in by_code.items() if reader.unit_of(code) is None]
    if not unknown:
        return []
    if reading.strict_codes:
        named = [_unknown_unit(code, part, unit) for code, part in unknown[:MOST_NAMED]]
        return [*named, *_and_more(len(unknown) - len(named))]
    if not any(code and reader.unit_of(code) is not None for code in by_code):
        return []
    return [
        Finding(
            Severity.WARNING,
            "unknown_unit",
            _("Några kostnadsställen är inga enheter under %(unit)s. Deras belopp läggs på %(unit)s.")
            % {"unit": unit.name},
            ", ".join(shorten(code) for code, _part in unknown[:25]),
        )
    ]


def _about_other_codes(codings: Mapping[Coding, Part], reader: CodeReader) -> Iterator[Finding]:
    unknown = [each for each in unmapped_of(reader, codings) if reader.own.get(each.dimension)]
    for dimension, label in Dimension.choices:
        codes = [each.code for each in unknown if each.dimension == dimension]
        if codes:
            words = _(
                "Några koder för %(part)s finns inte här. Deras belopp läses in utan den koden, eller översätt dem först."
            )
            yield Finding(
                Severity.WARNING,
                "unknown_code",
                words % {"part": label},
                ", ".join(codes[:25]) + (" …" if len(codes) > 25 else ""),
            )


def _by_code(codings: Mapping[Coding, Part]) -> dict[str, Part]:
    """The unit codes of the file with what they hold, in the order of the file."""
    sums: dict[str, Part] = {}
    for coding, part in codings.items():
        before = sums.get(coding.unit, NOTHING)
        rows = [row for row in (before.row, part.row) if row is not None]
        sums[coding.unit] = Part(
            before.amount + part.amount, before.figures + part.figures, min(rows, default=None), before.size + part.size
        )
    return dict(sorted(sums.items(), key=lambda found: (found[1].row or 0, found[0])))


def _unknown_unit(code: str, part: Part, unit: Unit) -> Finding:
    message = _(
        "Rad %(row)s: ansvar ”%(code)s” är ingen enhet under %(unit)s. Rätta koden, översätt den under Kodplan, eller lägg in enheten i organisationen."
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
