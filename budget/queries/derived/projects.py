"""An investment's figure written out: entries with their decisions, outcomes with their files and rows, forecasts with who judged (issue 4, point 10)."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import Q, Sum
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from budget.models import (
    ActualBatch,
    InvestmentActual,
    InvestmentEntry,
    InvestmentEntryKind,
    InvestmentForecast,
    InvestmentProject,
    InvestmentState,
)
from budget.queries.booked_projects import asset_rows, result_rows
from budget.queries.derived.arithmetic import Derived, Term, Way, way_of_derived
from budget.queries.investments import COLUMNS, InvestmentYear, ProjectMoney, investments, sum_of
from budget.queries.structure import total
from budget.queries.sums import WHOLE_YEAR, counting_batches
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount

KIND = "investering"
OF_PROJECT = ("approved", "planned", "accumulated", "estimated", "variance_total")
OF_YEAR = ("original", "amendments", "carried_in", "carried_out", "current", "actual", "variance", "forecast")
OF_OUTCOME = ("booked", "noted", "off")
MINUSES = {
    "variance": ("actual", "current"),
    "variance_total": ("estimated", "approved"),
    "off": ("booked", "noted"),
}


def field_label(field: str) -> str:
    """What a figure of an investment is called."""
    return {
        "approved": _("Beslutad totalutgift"),
        "planned": _("Fördelat på år"),
        "accumulated": _("Ackumulerat utfall"),
        "estimated": _("Beräknad totalutgift"),
        "variance_total": _("Avvikelse totalt"),
        "original": _("Ursprunglig budget"),
        "amendments": _("Ändringar"),
        "carried_in": _("Ombudgeterat hit"),
        "carried_out": _("Ombudgeterat härifrån"),
        "current": _("Aktuell budget"),
        "actual": _("Utfall"),
        "variance": _("Avvikelse"),
        "forecast": _("Prognos"),
        "booked": _("Bokfört utfall"),
        "noted": _("Antecknat utfall"),
        "off": _("Skillnad mellan bokfört och antecknat"),
    }[field]


def project_way(field: str, projects: Sequence[int], year: int, *, whole: bool = False, day: date | None = None) -> Way:
    """The page that writes the figure of one or several projects out. ``whole``: over all years, whichever the year is."""
    about: dict[str, str | int] = {"projekt": ",".join(map(str, projects))}
    if whole:
        about["helt"] = 1
    if day:
        about["per"] = day.isoformat()
    return way_of_derived(KIND, field, year, **about)


def project_figure(
    field: str, pks: Sequence[int], year: int, *, whole: bool = False, day: date | None = None
) -> Derived | None:
    """The figure of one project, or of several together; None when there is none of them. Eleven queries at most."""
    rows = investments(None if whole else year, day, InvestmentProject.objects.filter(pk__in=pks))
    if not rows:
        return None
    when = "" if field in OF_PROJECT and whole else f" {year}"
    if len(rows) > 1:
        terms = [
            Term(str(row.project), amount, project_way(field, [row.project.pk], year, whole=whole, day=day))
            for row in rows
            if (amount := amount_of(row, field, year)) is not None
        ]
        added = sum_of(rows)
        amount = getattr(added, field) if hasattr(added, field) else total(term.amount for term in terms)
        return Derived(f"{field_label(field)}{when}, {_('flera projekt')}", _("Summan av projekten."), amount, terms)
    row = rows[0]
    said, terms = _parts(row, field, year, whole, day)
    title = f"{field_label(field)}{when}, {row.project}"
    return Derived(title, said, amount_of(row, field, year), terms)


def amount_of(row: ProjectMoney, field: str, year: int) -> int | None:
    """The figure as the pages show it."""
    amount: int | None = getattr(row if field in OF_PROJECT else row.of(year), field)
    return amount


def _parts(row: ProjectMoney, field: str, year: int, whole: bool, day: date | None) -> tuple[str, list[Term]]:
    pk = [row.project.pk]

    def other(name: str, sign: int = 1, of_year: int = year) -> Term:
        amount = amount_of(row, name, of_year)
        way = project_way(name, pk, of_year, whole=whole, day=day)
        label = field_label(name) if of_year == year else f"{field_label(name)} {of_year}"
        return Term(label, None if amount is None else sign * amount, way)

    if field in MINUSES:
        first, second = MINUSES[field]
        said = _("%(first)s − %(second)s.") if field == "off" else _("%(first)s − %(second)s; + är pengar kvar.")
        words = {"first": field_label(first), "second": field_label(second).lower()}
        return said % words, [other(first), other(second, -1)]
    if field == "current":
        parts = [other(name) for name in ("original", "amendments", "carried_in")]
        return _("Ursprunglig budget, ändringar och det som ombudgeterats hit."), _known(parts)
    if field in ("accumulated", "planned"):
        return _by_year(row, field, year, other)
    if field == "estimated" and row.state == InvestmentState.DONE:
        return _("Projektet är klart: det som det har kostat."), [other("accumulated")]
    if field in ("forecast", "estimated"):
        return _("Den nyaste prognosen."), _forecast(row, field, year)
    if field in ("actual", "booked") and row.of(year).booked is not None:
        return _booked_words(row.of(year)), booked_terms(row, year, day)
    if field in ("actual", "noted"):
        return _("Det senast antecknade utfallet, räknat från årets början."), _outcome(row, year, day)
    return _("Posterna i investeringarnas huvudbok, var och en med sitt beslut."), _entries(
        row, field, year, whole, day
    )


def _by_year(row: ProjectMoney, field: str, year: int, other: Callable[..., Term]) -> tuple[str, list[Term]]:
    if field == "accumulated":
        years = [each.year for each in row.years.values() if row.year is None or each.year <= row.year]
        return _("Årens utfall."), _known([other("actual", 1, each) for each in years])
    terms = []
    for each in row.years.values():
        terms.append(other("current", 1, each.year))
        if each.current is not None and each.carried_out:
            terms.append(other("carried_out", -1, each.year))
    return _("Årens budget; det som ombudgeterats vidare räknas en gång."), _known(terms)


def _known(terms: list[Term]) -> list[Term]:
    return [term for term in terms if term.amount is not None]


def _page(row: ProjectMoney, year: int) -> Way:
    return Way("budget:investment", (row.project.pk,), {"ar": year})


def _entries(row: ProjectMoney, field: str, year: int, whole: bool, day: date | None) -> list[Term]:
    found = InvestmentEntry.objects.filter(project=row.project)
    if day is not None:
        found = found.filter(booked_on__lte=day)
    if field == "approved":
        found = found.filter(kind=InvestmentEntryKind.TOTAL)
        found = found if whole else found.filter(booked_on__year__lte=year)
    elif field == "carried_out":
        found = found.filter(from_year=year).exclude(kind=InvestmentEntryKind.TOTAL)
    else:
        kinds = [kind for kind, column in COLUMNS.items() if column == field]
        found = found.filter(Q(year=year), kind__in=kinds)
    return [
        Term(
            entry.text,
            entry.amount,
            _page(row, year),
            str(entry.get_kind_display()).capitalize(),
            entry.recorded_at,
            str(entry.recorded_by or ""),
            entry.decision,
        )
        for entry in found.select_related("decision__body", "recorded_by").order_by("booked_on", "pk")
    ]


def _booked_words(found: InvestmentYear) -> str:
    """Which of the two outcomes is used, and what the other says."""
    said = _(
        "Det som är bokfört på projektkoden: konton för utgifter, inkomster och anläggningstillgångar, utan avskrivningar."
    )
    if not found.has_both:
        return said
    more = _(
        "Antecknat till och med %(month)s är %(noted)s kr; det visas bredvid och räknas inte. Skillnad: %(off)s kr."
    )
    return f"{said} {more}" % {
        "month": MONTHS[found.noted_through or WHOLE_YEAR],
        "noted": format_amount(found.noted, Shown.KR, decimals=2),
        "off": format_amount(found.off, Shown.KR, decimals=2),
    }


def booked_terms(row: ProjectMoney, year: int, day: date | None) -> list[Term]:
    """What is booked on a project's code in a year, account by account and file by file. Three queries at most, four for a day."""
    code = row.project.project_id
    sums: list[tuple[str, str, int, int]] = []
    counting = counting_batches(day)
    for rows in (result_rows([code], counting), asset_rows([code], counting)):
        named = rows.filter(year=year).order_by().values_list("account__number", "account__name", "batch_id")
        sums += named.annotate(whole=Sum("amount"))
    batches = ActualBatch.objects.select_related("imported_by").in_bulk(
        {batch for _number, _name, batch, _amount in sums}
    )
    return [
        Term(
            f"{number} {name}",
            amount,
            Way("budget:batch", (batch,), {"konto": number, "projekt": code}, "rader"),
            batches[batch].filename,
            batches[batch].imported_at,
            str(batches[batch].imported_by or ""),
        )
        for number, name, batch, amount in sorted(sums)
    ]


def _outcome(row: ProjectMoney, year: int, day: date | None) -> list[Term]:
    found = InvestmentActual.objects.filter(project=row.project, year=year, month=row.of(year).noted_through or 0)
    if day is not None:
        found = found.filter(noted_at__date__lte=day)
    noted = found.select_related("noted_by").order_by("-version").first()
    if noted is None:
        return []
    source = ", ".join(filter(None, [noted.source, _("rad %(row)s") % {"row": noted.row} if noted.row else ""])) or _(
        "skrivet för hand"
    )
    label = _("Utfall till och med %(month)s") % {"month": MONTHS[noted.month]}
    return [Term(label, noted.amount, _page(row, year), source, noted.noted_at, str(noted.noted_by or ""))]


def _forecast(row: ProjectMoney, field: str, year: int) -> list[Term]:
    judged = InvestmentForecast.objects.filter(project=row.project).select_related("made_by")
    if field == "estimated":
        found = judged.filter(pk=row.forecast.pk).first() if row.forecast else None
    else:
        found = judged.filter(year=year, year_amount=row.of(year).forecast or 0).order_by("-month", "-version").first()
    if found is None:
        return []
    label = _("Prognos efter %(month)s %(year)s, version %(version)s") % {
        "month": MONTHS[found.month],
        "year": found.year,
        "version": found.version,
    }
    amount = found.total if field == "estimated" else found.year_amount
    return [Term(label, amount, _page(row, year), found.comment, found.made_at, str(found.made_by or ""))]
