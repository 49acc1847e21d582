"""Årsredovisningen: the förvaltningsberättelse in the order of LKBR 11 kap. and RKR R15, then the statements (domain §8.5).

Every figure comes from the query that the page asks; what people have not written or reported is said to be missing, by whom.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget import blocks as money_blocks
from budget import live as money_live
from budget.corrective_blocks import corrective_table
from budget.queries import (
    balance_requirement,
    income_statement,
    operating_statement,
)
from budget.statement_blocks import position_tables, ratio_blocks
from followup import blocks, live
from followup.control_blocks import control_blocks, reviews_blocks
from followup.models import Period, ReportPart
from followup.queries.annual import report_texts
from followup.queries.assessments import closing_period
from followup.queries.attainment import attainment, missions_attainment, total_counts
from followup.queries.company_reviews import decided_reviews
from followup.queries.control_report import control_report
from followup.queries.dialogues import confirmed_in
from followup.queries.grid import by_part, parts_of, reporting_grid, total_of
from followup.reports import overview
from goals.assignment_blocks import assignments_blocks
from goals.blocks import reported_items, vision_blocks
from goals.models import Level
from goals.remembered import one_reading
from sala_styr.documents.kinds import Progress, report_kind
from sala_styr.documents.live import Scope, blocks_in
from sala_styr.documents.model import Block, Document, Paragraph, ParagraphKind, Section
from sala_styr.money import Unit as Shown
from sala_styr.organisation.models import UnitKind

WHOLE_YEAR = 12


@report_kind(
    "annual",
    title=gettext_lazy("Årsredovisning"),
    description=gettext_lazy(
        "Förvaltningsberättelse med målen och deras bedömningar per nämnd, driftredovisning, resultaträkning och balanskrav."
    ),
    decided_by=UnitKind.COUNCIL,
    closes_year=True,
)
def annual_report(year: int, progress: Progress) -> Document:
    """The annual report of ``year``. Reads only; a constant number of queries for a given number of political bodies."""
    with one_reading():
        return _annual(year, progress)


def _annual(year: int, progress: Progress) -> Document:
    parts = _Parts(year)
    progress(5, _("Läser det som är skrivet"))
    administration = [_overview(parts), _group(year), *_conditions(parts), _steering(parts)]
    progress(35, _("Läser målen och bedömningarna"))
    administration += [_stewardship(parts), _balance(year), *_staff_and_future(parts)]
    progress(75, _("Läser räkenskaperna"))
    sections = (
        Section(_("Förvaltningsberättelse"), sections=tuple(administration)),
        _operating(year),
        *_investments(year),
        _income(year),
        *_balances(year),
        *_group_accounts(year),
        *_sources(year),
    )
    progress(100, _("Uppgifterna är hämtade"))
    return Document(
        title=_("Årsredovisning %(year)s") % {"year": year},
        subtitle=_("Förvaltningsberättelse och räkenskaper"),
        municipality=settings.MUNICIPALITY_NAME,
        generated_at=timezone.localtime(),
        sections=sections,
    )


@dataclass
class _Parts:
    """What several sections need, read once."""

    year: int

    def __post_init__(self) -> None:
        self.texts = {part: text.text for part, text in report_texts(self.year).items()}
        self.period: Period | None = closing_period(self.year)

    def written(self, part: ReportPart) -> tuple[Block, ...]:
        """What has been written of a part, or that nothing has."""
        missing = _("Det här avsnittet är inte skrivet ännu. Det skrivs av kommunens controller.")
        return blocks.written_or_missing(self.texts.get(part, ""), missing)


def _overview(parts: _Parts) -> Section:
    statements = [income_statement(year) for year in range(parts.year - overview.YEARS + 1, parts.year + 1)]
    figure = overview.result_figure(statements)
    tables = (overview.years_table(statements), *position_tables(parts.year))
    shown: tuple[Block, ...] = (*tables, *((figure,) if figure else ()))
    return Section(str(ReportPart.OVERVIEW.label), (*parts.written(ReportPart.OVERVIEW), *shown))


def _group(year: int) -> Section:
    return Section(_("Den kommunala koncernen"), blocks_in(live.group(Scope(year))))


def _conditions(parts: _Parts) -> list[Section]:
    order = (ReportPart.CONDITIONS, ReportPart.EVENTS)
    return [Section(str(part.label), parts.written(part)) for part in order]


def _steering(parts: _Parts) -> Section:
    year = parts.year
    levels = Level.objects.in_force(year)
    found = list(levels.select_related("parent"))
    chain: tuple[Block, ...] = (overview.levels_table(found, year),) if found else ()
    inner = [Section(_("Styrmodellen"), (*parts.written(ReportPart.STEERING), *chain))]
    if parts.period is not None:
        rows = reporting_grid(parts.period)
        table = blocks.reporting_table(by_part(rows, parts_of(year)), total_of(rows), parts.period)
        inner.append(Section(_("Uppföljningen"), (table,)))
    assignments = assignments_blocks(year)
    if assignments:
        inner.append(Section(_("Uppdragen"), assignments))
    control = (*control_blocks(control_report(year), year), *reviews_blocks(decided_reviews(year), year))
    inner.append(Section(_("Den interna kontrollen"), control))
    inner.append(Section(_("Dialogerna i sammandrag"), blocks.dialogues_blocks(confirmed_in(year), year)))
    return Section(str(ReportPart.STEERING.label), sections=tuple(inner))


def _stewardship(parts: _Parts) -> Section:
    heading = _("God ekonomisk hushållning och ekonomisk ställning")
    vision = Section(_("Visionen"), vision_blocks(reported_items(parts.year)))
    inner = [vision] if vision.blocks else []
    inner.append(_judgement(parts.year))
    position = ratio_blocks(parts.year)
    if position:
        inner.append(Section(_("Ekonomisk ställning"), position))
    period = parts.period
    if period is None:
        return Section(heading, (_no_period(parts.year),), tuple(inner))
    bodies = attainment(period)
    total = total_counts(bodies)
    figure = blocks.attainment_figure(bodies, total, period)
    counted: tuple[Block, ...] = (Paragraph(blocks.counts_sentence(total, period)),)
    if figure is not None:
        counted += (figure,)
    inner.append(Section(_("Måluppfyllelsen i antal"), counted))
    inner += [live.body_section(body, period) for body in bodies]
    missions = blocks.missions_sections(missions_attainment(period), period)
    if missions:
        inner.append(Section(_("Grunduppdraget"), sections=missions))
    return Section(heading, sections=tuple(inner))


def _no_period(year: int) -> Paragraph:
    return Paragraph(_("Ingen uppföljningsperiod är upplagd för %(year)s.") % {"year": year}, ParagraphKind.NOTE)


def _judgement(year: int) -> Section:
    """The one sentence that the auditors answer (KL 12:2)."""
    said = blocks_in(live.judgement(Scope(year)))
    missing = _("Den samlade bedömningen är inte skriven ännu. Den skrivs av kommunens controller.")
    return Section(_("Samlad bedömning"), said or (Paragraph(missing, ParagraphKind.NOTE),))


def _balance(year: int) -> Section:
    return Section(_("Balanskravsresultat"), money_blocks.requirement_blocks(balance_requirement(year)))


def _staff_and_future(parts: _Parts) -> list[Section]:
    return [Section(str(part.label), parts.written(part)) for part in (ReportPart.STAFF, ReportPart.EXPECTED)]


def _operating(year: int) -> Section:
    statement = operating_statement(year)
    figures = (overview.budget_and_actual_figure(statement), money_blocks.variance_figure(statement))
    amendments = money_blocks.amendment_table(year)
    # Nine columns of tkr are wider than the paper; millions with one decimal fit, and the file's CSV has the öre.
    shown: list[Block] = [money_blocks.operating_table(statement, Shown.MNKR)]
    shown += [figure for figure in figures if figure is not None]
    shown += [table for table in (amendments, corrective_table(year)) if table is not None]
    return Section(_("Driftredovisning"), tuple(shown))


def _investments(year: int) -> list[Section]:
    """Investeringsredovisningen (LKBR 4:1), where there is anything to account for."""
    shown = blocks_in(money_live.investments(Scope(year)))
    return [Section(_("Investeringsredovisning"), shown)] if shown else []


def _income(year: int) -> Section:
    return Section(_("Resultaträkning"), (money_blocks.income_table(income_statement(year, WHOLE_YEAR)),))


def _balances(year: int) -> list[Section]:
    """Balance sheet and cash flow of the municipality and of each company that has balances; the municipality first."""
    sheets = blocks_in(money_live.balance(Scope(year)))
    if not sheets:
        missing = _("Inga balanser är inlästa för %(year)s, så balansräkning och kassaflöde saknas.") % {"year": year}
        return [Section(_("Balansräkning och kassaflödesanalys"), (Paragraph(missing, ParagraphKind.NOTE),))]
    sections = [Section(_("Balansräkning"), sheets)]
    shown = blocks_in(money_live.cash(Scope(year)))
    if shown:
        sections.append(Section(_("Kassaflödesanalys"), shown))
    return sections


def _group_accounts(year: int) -> list[Section]:
    """Sammanställda räkenskaper (LKBR 12 kap.), where the group's figures are known."""
    tables = blocks_in(money_live.group(Scope(year)))
    return [Section(_("Sammanställda räkenskaper"), tables)] if tables else []


def _sources(year: int) -> list[Section]:
    """The files behind the accounts, with their control totals."""
    tables = blocks_in(money_live.sources(Scope(year)))
    return [Section(_("Underlag"), tables)] if tables else []
