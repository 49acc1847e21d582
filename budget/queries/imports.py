"""A file beside what is already here: what it would add, what it replaces and what stands in its way. Nothing is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.imports import Reading
from budget.models import Account, Actual, ActualBatch, BatchState, Chart
from budget.queries.accounts import CLASSES, COMPANY_CLASSES
from budget.queries.structure import Structure, is_municipal, structure
from budget.sie.findings import Finding, Severity, has_errors
from budget.staging import Part, Staged, staged
from sala_styr.decisions.models import Year, YearState
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.organisation.models import Unit

MOST_NAMED = 200


@dataclass(frozen=True)
class UnitTotal:
    """What the file gives one unit: öre in report sign, and how many figures."""

    unit: Unit
    amount: int
    figures: int


@dataclass(frozen=True)
class ClassTotal:
    """What a file holds of one class of accounts: öre in report sign."""

    key: str
    label: str | Promise
    amount: int
    figures: int


@dataclass(frozen=True)
class Preview:
    """What an import of ``reading`` for ``unit`` would do. ``already`` is the batch of the very same file, when it counts already."""

    reading: Reading
    unit: Unit
    unit_of: Mapping[str, int]
    """Unit code → unit id, for the codes of the file that are units of ours."""
    findings: tuple[Finding, ...]
    new_accounts: tuple[tuple[str, str], ...]
    replaces: tuple[ActualBatch, ...]
    already: ActualBatch | None
    totals: tuple[UnitTotal, ...]
    parts: tuple[Part, ...]
    """What was staged, by account and unit code."""

    @property
    def can_import(self) -> bool:
        return self.already is None and not has_errors(self.findings)

    @property
    def classes(self) -> list[ClassTotal]:
        """What the file holds by class of accounts."""
        return by_class(self.unit, ((part.account, part.amount, part.figures) for part in self.parts))

    @property
    def count(self) -> int:
        """How many figures would come in."""
        return sum(part.figures for part in self.parts)

    @property
    def net(self) -> int:
        """What they add up to: öre in report sign."""
        return sum(part.amount for part in self.parts)

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    def unit_id_of(self, code: str) -> int:
        """The unit that a figure with this code belongs to."""
        return self.unit_of.get(code, self.unit.pk)


def chart_of(unit: Unit) -> Chart:
    """The municipality's ledger follows Kommun-Bas, the companies' BAS."""
    return Chart.KOMMUN_BAS if is_municipal(unit) else Chart.BAS


def preview(reading: Reading, unit: Unit, tree: Structure | None = None) -> Preview:
    """Compare a reading with the database, its figures staged for the moment. Constant queries, and one for each ten thousand figures staged."""
    with staged(reading.figures) as figures:
        return preview_of(reading, figures, unit, tree)


def preview_of(reading: Reading, figures: Staged, unit: Unit, tree: Structure | None = None) -> Preview:
    """The same for a reading whose figures are staged already. Seven queries at most."""
    tree = tree or structure()
    parts = figures.parts()
    codes = {below.code: below.pk for below in tree.below(unit.pk)}
    unit_of = {code: codes[code] for code in figures.codes if code in codes}
    earlier = list(
        ActualBatch.objects.filter(unit=unit, year=reading.year, state=BatchState.ACTIVE).select_related("imported_by")
    )
    known = Account.objects.filter(chart=chart_of(unit), number__in=reading.accounts).values_list("number", flat=True)
    new = sorted(reading.accounts - set(known))
    findings = [*reading.findings, *_emptiness(reading), *_about_codes(reading, unit, unit_of, parts)]
    findings += [*_about_year(reading), *_about_accounts(reading, unit, new)]
    findings += _double_counted(reading, unit, {unit.pk, *unit_of.values()}, earlier)
    return Preview(
        reading=reading,
        unit=unit,
        unit_of=unit_of,
        findings=tuple(findings),
        new_accounts=tuple((number, reading.names.get(number, "")) for number in new),
        replaces=tuple(earlier),
        already=next((batch for batch in earlier if batch.sha256 == reading.sha256), None),
        totals=tuple(_totals(parts, unit, unit_of, tree)),
        parts=tuple(parts),
    )


def _totals(parts: Iterable[Part], unit: Unit, unit_of: Mapping[str, int], tree: Structure) -> list[UnitTotal]:
    sums: dict[int, tuple[int, int]] = {}
    for part in parts:
        owner = unit_of.get(part.code, unit.pk)
        amount, count = sums.get(owner, (0, 0))
        sums[owner] = amount + part.amount, count + part.figures
    return [UnitTotal(each, *sums[each.pk]) for each in tree.units if each.pk in sums]


def _emptiness(reading: Reading) -> list[Finding]:
    if len(reading.figures) or reading.refused:
        return []
    return [
        Finding(Severity.WARNING, "no_figures", _("Filen har inga belopp på resultatkonton, så den ger inget utfall."))
    ]


def _about_accounts(reading: Reading, unit: Unit, new: list[str]) -> list[Finding]:
    """A company's file that is brought in for the municipality would fill its chart with foreign accounts: ask first."""
    if not is_municipal(unit) or len(new) * 2 <= len(reading.accounts):
        return []
    return [
        Finding(
            Severity.WARNING,
            "foreign_accounts",
            _(
                "De flesta kontona i filen (%(new)s av %(all)s) finns inte i kommunens kontoplan. Är det rätt fil och rätt enhet?"
            )
            % {"new": len(new), "all": len(reading.accounts)},
        )
    ]


def _about_codes(reading: Reading, unit: Unit, unit_of: Mapping[str, int], parts: Iterable[Part]) -> list[Finding]:
    """Codes that are no unit under the chosen one: in a table an error each, on its first row; in a SIE file a remark, when some of its codes are units of
    ours."""
    unknown = _by_code(part for part in parts if part.code and part.code not in unit_of)
    if not unknown:
        return []
    if reading.strict_codes:
        return [
            Finding(
                Severity.ERROR,
                "unknown_unit",
                _(
                    "Rad %(row)s: ansvar ”%(code)s” är ingen enhet under %(unit)s. Rätta koden, eller lägg in enheten i organisationen."
                )
                % {"row": part.row, "code": part.code, "unit": unit.name},
                _kronor_in_rows(part.amount, part.figures),
                part.row,
            )
            for part in unknown[:MOST_NAMED]
        ]
    if not unit_of:
        return []
    return [
        Finding(
            Severity.WARNING,
            "unknown_unit",
            _("Några kostnadsställen är inga enheter under %(unit)s. Deras belopp läggs på %(unit)s.")
            % {"unit": unit.name},
            ", ".join(part.code for part in unknown[:25]),
        )
    ]


def _by_code(parts: Iterable[Part]) -> list[Part]:
    """The parts of all accounts added up by code, in the order of the file."""
    sums: dict[str, Part] = {}
    for part in parts:
        before = sums.get(part.code, Part("", part.code, 0, 0, part.row))
        rows = [row for row in (before.row, part.row) if row is not None]
        sums[part.code] = Part(
            "", part.code, before.amount + part.amount, before.figures + part.figures, min(rows, default=None)
        )
    return sorted(sums.values(), key=lambda part: (part.row or 0, part.code))


def _kronor_in_rows(amount: int, count: int) -> str:
    rows = ngettext("%(n)s rad", "%(n)s rader", count) % {"n": count}
    return f"{rows}: {format_amount(amount, Shown.KR, decimals=2)} kr"


def _about_year(reading: Reading) -> list[Finding]:
    state = Year.objects.filter(year=reading.year).values_list("state", flat=True).first()
    if state is None:
        return [
            Finding(
                Severity.WARNING,
                "year_unknown",
                _("Filen gäller %(year)s, ett år som inte är upplagt här. Är det rätt fil?") % {"year": reading.year},
            )
        ]
    if state != YearState.CLOSED:
        return []
    return [
        Finding(
            Severity.ERROR,
            "year_closed",
            _("%(year)s är avslutat, så utfallet kan inte ändras. En controller kan öppna året igen.")
            % {"year": reading.year},
        )
    ]


def _double_counted(reading: Reading, unit: Unit, unit_ids: set[int], earlier: list[ActualBatch]) -> list[Finding]:
    """Figures of a unit come from one file: two files that both hold them would count them twice."""
    others = (
        Actual.objects.filter(year=reading.year, unit_id__in=unit_ids, batch__state=BatchState.ACTIVE)
        .exclude(batch__in=earlier)
        .order_by()
        .values_list("batch__filename", "batch__unit__name")
        .annotate(first=Min("unit__name"), units=Count("unit", distinct=True))
    )
    return [
        Finding(
            Severity.ERROR,
            "double_counted",
            _(
                "Utfall %(year)s för %(unit)s finns redan i filen %(file)s, inläst för %(other)s. Återta den först, eller läs in filen för %(other)s."
            )
            % {"year": reading.year, "unit": name, "file": filename, "other": other},
            "" if count == 1 else _("Det gäller %(n)s enheter.") % {"n": count},
        )
        for filename, other, name, count in others
    ]


def batches() -> QuerySet[ActualBatch]:
    """All imports, the newest first."""
    return ActualBatch.objects.select_related("unit", "imported_by").order_by("-imported_at", "-pk")


def by_class(unit: Unit, rows: Iterable[tuple[str, int, int]]) -> list[ClassTotal]:
    """(Account number, öre, number of figures) added up by the account's class."""
    names = CLASSES if is_municipal(unit) else COMPANY_CLASSES
    sums: dict[str, tuple[int, int]] = {}
    for number, amount, count in rows:
        before = sums.get(number[:1], (0, 0))
        sums[number[:1]] = before[0] + amount, before[1] + count
    return [ClassTotal(key, names.get(key, key), *sums[key]) for key in sorted(sums)]


def class_totals(batch: ActualBatch) -> list[ClassTotal]:
    """What lies in the database of a batch, by class of accounts. One query."""
    return by_class(
        batch.unit, batch.actuals.order_by().values_list("account__number").annotate(Sum("amount"), Count("pk"))
    )


def unit_totals(batch: ActualBatch) -> list[UnitTotal]:
    """What lies in the database of a batch, by unit. Two queries."""
    sums = {
        unit: (amount, count)
        for unit, amount, count in batch.actuals.order_by().values_list("unit_id").annotate(Sum("amount"), Count("pk"))
    }
    units = Unit.objects.filter(pk__in=sums).order_by("tree_id", "lft")
    return [UnitTotal(unit, *sums[unit.pk]) for unit in units]
