"""A file beside what is already here: what it would add, what it replaces and what stands in its way. Nothing is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from budget.imports import Coding, Figure, Reading
from budget.imports.reading import MOST_ACCOUNTS
from budget.models import Account, Actual, ActualBatch, BatchState, Dimension
from budget.queries.batches import ClassTotal, UnitTotal, by_class
from budget.queries.import_targets import NOTHING, about_codes, about_projects, targets_of
from budget.queries.mapping import (
    CodeReader,
    Unmapped,
    chart_of,
    code_reader,
    source_of,
    unmapped_of,
    unmapped_projects,
)
from budget.queries.structure import Structure, is_municipal, structure
from budget.sie.findings import Finding, Severity, has_errors
from budget.staging import Part, Staged, Target, staged
from sala_styr.decisions.models import Year, YearState
from sala_styr.money import LARGEST
from sala_styr.organisation.models import Unit


@dataclass(frozen=True)
class Preview:
    """What an import of ``reading`` for ``unit`` would do. ``already`` is the batch of the very same file, when it counts already."""

    reading: Reading
    unit: Unit
    findings: tuple[Finding, ...]
    new_accounts: tuple[tuple[str, str], ...]
    replaces: tuple[ActualBatch, ...]
    already: ActualBatch | None
    totals: tuple[UnitTotal, ...]
    accounts: Mapping[str, Part]
    """What was staged, by account number."""
    codings: Mapping[Coding, Part]
    """The same, by coding."""
    targets: Mapping[Coding, Target]
    """Where the figures of each coding go."""
    codes: CodeReader
    """How the file's codes are read."""

    @property
    def can_import(self) -> bool:
        return self.already is None and not has_errors(self.findings)

    @property
    def classes(self) -> list[ClassTotal]:
        """What the file holds by class of accounts."""
        return by_class(self.unit, ((number, part.amount, part.figures) for number, part in self.accounts.items()))

    @property
    def count(self) -> int:
        """How many figures would come in."""
        return sum(part.figures for part in self.accounts.values())

    @property
    def net(self) -> int:
        """What they add up to: öre in report sign."""
        return sum(part.amount for part in self.accounts.values())

    @property
    def outlays(self) -> tuple[Figure, ...]:
        """What the file books on projects on the balance sheet; only the municipality has an investment budget here."""
        return self.reading.outlays if is_municipal(self.unit) else ()

    @property
    def unmapped(self) -> list[Unmapped]:
        """The codes and accounts of the file that are nothing here yet."""
        accounts = [
            Unmapped(Dimension.ACCOUNT.value, number, name, part.amount, part.figures)
            for number, name in self.new_accounts
            for part in [self.accounts.get(number, NOTHING)]
        ]
        codes = unmapped_of(self.codes, self.codings)
        return [*accounts, *codes, *unmapped_projects(self.codes, self.outlays, codes)]

    @property
    def unknown_codes(self) -> list[Unmapped]:
        """Those of them that are no accounts: a new account is added by itself, a code is not."""
        return [each for each in self.unmapped if each.dimension != Dimension.ACCOUNT]

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]


def preview(reading: Reading, unit: Unit, tree: Structure | None = None) -> Preview:
    """Compare a reading with the database, its figures staged for the moment. Constant queries, and one for each ten thousand figures staged."""
    with staged(reading.figures) as figures:
        return preview_of(reading, figures, unit, tree)


def preview_of(reading: Reading, figures: Staged, unit: Unit, tree: Structure | None = None) -> Preview:
    """The same for a reading whose figures are staged already. Nine queries at most."""
    tree = tree or structure()
    accounts, codings = figures.by_account(), figures.by_coding()
    codes = code_reader(unit, source_of(reading), tree)
    targets = targets_of(codings, codes)
    earlier = list(
        ActualBatch.objects.filter(unit=unit, year=reading.year, state=BatchState.ACTIVE).select_related("imported_by")
    )
    new = _new_accounts(reading, unit, codes)
    findings = [*reading.findings, *_emptiness(reading), *_out_of_reason(accounts)]
    findings += about_codes(reading, codings, codes)
    findings += about_projects(reading.outlays if is_municipal(unit) else (), codes)
    findings += [*_about_year(reading), *_about_broken_year(reading, unit), *_about_accounts(reading, unit, new)]
    findings += _double_counted(reading, unit, {unit.pk, *(target.unit_id for target in targets.values())}, earlier)
    already = next((batch for batch in earlier if batch.sha256 == reading.sha256), None)
    if already is None:
        findings += _seen_before(reading, unit)
    return Preview(
        reading=reading,
        unit=unit,
        findings=tuple(findings),
        new_accounts=tuple((number, reading.names.get(number, "")) for number in new),
        replaces=tuple(earlier),
        already=already,
        totals=tuple(_totals(codings, targets, tree)),
        accounts=accounts,
        codings=codings,
        targets=targets,
        codes=codes,
    )


def _new_accounts(reading: Reading, unit: Unit, codes: CodeReader) -> list[str]:
    """The account numbers that the chart lacks; none are looked for when there are more than a chart can have, which is an error of its own."""
    if len(reading.accounts) > MOST_ACCOUNTS:
        return []
    known = Account.objects.filter(chart=chart_of(unit), number__in=reading.accounts).values_list("number", flat=True)
    return sorted(number for number in reading.accounts - set(known) if codes.account_of(number) is None)


def _totals(codings: Mapping[Coding, Part], targets: Mapping[Coding, Target], tree: Structure) -> Iterator[UnitTotal]:
    sums: dict[int, tuple[int, int]] = {}
    for coding, part in codings.items():
        owner = targets[coding].unit_id
        amount, count = sums.get(owner, (0, 0))
        sums[owner] = amount + part.amount, count + part.figures
    return (UnitTotal(each, *sums[each.pk]) for each in tree.units if each.pk in sums)


def _emptiness(reading: Reading) -> list[Finding]:
    if len(reading.figures) or reading.refused:
        return []
    return [
        Finding(Severity.WARNING, "no_figures", _("Filen har inga belopp på resultatkonton, så den ger inget utfall."))
    ]


def _out_of_reason(accounts: Mapping[str, Part]) -> list[Finding]:
    """Amounts that are no money of a municipality's. They would also be more than the database's sums can hold."""
    if sum(part.size for part in accounts.values()) <= LARGEST:
        return []
    message = _("Filens belopp är tillsammans orimligt stora. Är rätt kolumn vald för belopp?")
    return [Finding(Severity.ERROR, "amounts_out_of_reason", message)]


def _seen_before(reading: Reading, unit: Unit) -> list[Finding]:
    """The very same bytes have been here, but do not count for this unit and year: perhaps the wrong file was chosen."""
    before = ActualBatch.objects.filter(sha256=reading.sha256).select_related("unit").order_by("-imported_at", "-pk")
    return [
        Finding(
            Severity.WARNING,
            "seen_before",
            _("Samma fil lästes in %(day)s för %(unit)s %(year)s (%(state)s). Läs bara in den igen om det är meningen.")
            % {
                "day": date_format(localtime(batch.imported_at), "Y-m-d"),
                "unit": batch.unit.name,
                "year": batch.year,
                "state": batch.get_state_display(),
            },
        )
        for batch in before[:1]
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


def _about_broken_year(reading: Reading, unit: Unit) -> list[Finding]:
    """A municipality's year is the calendar year (LKBR 3:1): the months of another would be counted as the wrong ones. A company's may be broken."""
    is_calendar = (reading.first_day, reading.last_day) == (date(reading.year, 1, 1), date(reading.year, 12, 31))
    if is_calendar or not is_municipal(unit):
        return []
    message = _(
        "Kommunens räkenskapsår är kalenderåret, men filens är %(first)s – %(last)s. Är det ett bolags fil? Välj i så fall bolaget."
    )
    return [Finding(Severity.ERROR, "broken_year", message % {"first": reading.first_day, "last": reading.last_day})]


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
