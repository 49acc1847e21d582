"""What the follow-up shows in any report, by name (sala_styr.documents.live)."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.queries import income_statement
from followup import blocks
from followup.control_blocks import control_blocks, reviews_blocks
from followup.models import Dialogue, Period, Verdict
from followup.queries.assessments import closing_period
from followup.queries.attainment import BodyAttainment, attainment, missions_attainment, total_counts
from followup.queries.company_reviews import decided_reviews
from followup.queries.control_report import control_report
from followup.queries.dialogues import confirmed_in
from followup.queries.grid import by_part, parts_of, reporting_grid, total_of
from followup.queries.judgement import joint_judgement
from followup.queries.stewardship import stewardship
from followup.reports import overview
from followup.stewardship_blocks import stewardship_blocks
from goals.blocks import indicators_table
from goals.models import Level
from sala_styr.documents.live import Parts, Scope, live_block
from sala_styr.documents.model import Block, Paragraph, ParagraphKind, Section
from sala_styr.organisation.models import Unit, UnitKind


def period_of(scope: Scope) -> Period | None:
    """The period that the scope ends with: the full year's, or the last that ends in its month or before. One query."""
    if scope.is_whole_year:
        return closing_period(scope.year)
    ended = Period.objects.filter(year=scope.year, last_day__month__lte=scope.month)
    return ended.order_by("last_day", "pk").last()


@live_block("followup.attainment", title=gettext_lazy("Hur det gick med målen, per nämnd"), of_unit=True)
def goals_attained(scope: Scope) -> Parts:
    """Each body's goals with what is said of them, counted and never averaged; of one unit only its own."""
    period = period_of(scope)
    bodies = _bodies(period, scope.unit)
    if period is None or not bodies:
        return ()
    if scope.unit is not None:
        return body_parts(bodies[0], period)
    return (*_counted(bodies, period), *(body_section(body, period) for body in bodies))


@live_block("followup.council", title=gettext_lazy("Fullmäktiges mål, och hur det gick för alla i siffror"))
def council_goals(scope: Scope) -> Parts:
    """How many goals of each body ended how, and the council's own with what is said of them: where the committees tell of theirs themselves."""
    period = period_of(scope)
    bodies = _bodies(period, None)
    if period is None or not bodies:
        return ()
    own = [body for body in bodies if body.owner.kind == UnitKind.COUNCIL]
    return (*_counted(bodies, period), *(body_section(body, period) for body in own))


@live_block("followup.company_goals", title=gettext_lazy("Hur det gick med bolagens mål och grunduppdrag"))
def company_goals(scope: Scope) -> Parts:
    """The goals and core missions of the companies and federations with what is said of them."""
    period = period_of(scope)
    if period is None:
        return ()
    owned = (UnitKind.COMPANY, UnitKind.FEDERATION)
    goals = {body.owner.pk: body_section(body, period) for body in attainment(period) if body.owner.kind in owned}
    found = [each for each in missions_attainment(period) if each.part.kind in owned]
    missions = {
        part.pk: section
        for part, section in zip(
            dict.fromkeys(each.part for each in found), blocks.missions_sections(found, period), strict=True
        )
    }
    shown = []
    for pk in dict.fromkeys((*goals, *missions)):
        each = [section for section in (goals.get(pk), missions.get(pk)) if section]
        shown.append(replace(each[0], blocks=tuple(block for section in each for block in section.blocks)))
    return tuple(shown)


def _bodies(period: Period | None, unit: Unit | None) -> list[BodyAttainment]:
    """Those with goals in the period: all, or the unit alone."""
    bodies = attainment(period) if period is not None else []
    return bodies if unit is None else [body for body in bodies if body.owner.pk == unit.pk]


def _counted(bodies: list[BodyAttainment], period: Period) -> tuple[Block, ...]:
    total = total_counts(bodies)
    figure = blocks.attainment_figure(bodies, total, period)
    return (Paragraph(blocks.counts_sentence(total, period)), *((figure,) if figure is not None else ()))


def body_parts(body: BodyAttainment, period: Period) -> tuple[Block, ...]:
    """A body's goals with what is said of them, and the table of their indicators."""
    caption = _("Indikatorer %(year)s, %(owner)s") % {"year": period.year, "owner": body.owner.name}
    indicators = indicators_table(caption, [item for item, _row in body.items], period.year)
    return (*blocks.body_blocks(body, period), *((indicators,) if indicators else ()))


def body_section(body: BodyAttainment, period: Period) -> Section:
    """The same under the body's name."""
    return Section(body.owner.name, body_parts(body, period), owner=body.owner.name)


@live_block("followup.missions", title=gettext_lazy("Hur det går med grunduppdraget"), of_unit=True)
def missions_kept(scope: Scope) -> Parts:
    """What is said of each core mission; of one unit, of its own and those below."""
    period = period_of(scope)
    if period is None:
        return ()
    found = missions_attainment(period)
    if scope.unit is not None:
        below = set(scope.unit.get_descendants(include_self=True).values_list("pk", flat=True))
        found = [each for each in found if each.mission.unit_id in below]
    sections = blocks.missions_sections(found, period)
    if scope.unit is not None:
        return tuple(block for section in sections for block in section.blocks)
    return sections


@live_block("followup.judgement", title=gettext_lazy("Samlad bedömning av god ekonomisk hushållning"))
def judgement(scope: Scope) -> Parts:
    """The one sentence that the auditors answer (KL 12:2)."""
    found = joint_judgement(scope.year)
    if found is None:
        return ()
    sentence = _("Utfallet %(year)s är %(verdict)s med målen för god ekonomisk hushållning.")
    words = {"year": scope.year, "verdict": Verdict(found.verdict).label}
    return (Paragraph(sentence % words, ParagraphKind.LEAD), *blocks.written_or_missing(found.text, ""))


@live_block("followup.stewardship", title=gettext_lazy("Målen för god ekonomisk hushållning"))
def stewardship_goals(scope: Scope) -> Parts:
    """The financial goals with their measures, and the goals for the operations."""
    return stewardship_blocks(stewardship(scope.year))


@live_block("followup.reporting", title=gettext_lazy("Hur långt uppföljningen har kommit"))
def reporting(scope: Scope) -> Parts:
    """Assessments by state, by committee."""
    period = period_of(scope)
    if period is None:
        return ()
    rows = reporting_grid(period)
    return (blocks.reporting_table(by_part(rows, parts_of(scope.year)), total_of(rows), period),)


@live_block("followup.dialogues", title=gettext_lazy("Dialogerna i sammandrag"), of_unit=True)
def dialogues(scope: Scope) -> Parts:
    """The year's dialogues that both sides have confirmed; of one unit, those it has been part of."""
    found: list[Dialogue] = list(confirmed_in(scope.year))
    if scope.unit is not None:
        found = [each for each in found if scope.unit.pk in (each.upper_id, each.lower_id)]
    return blocks.dialogues_blocks(found, scope.year)


@live_block("followup.group", title=gettext_lazy("Den kommunala koncernen: nämnder och bolag"))
def group(scope: Scope) -> Parts:
    """The political bodies and the owned companies with our share."""
    units = Unit.objects.in_year(scope.year).filter(kind__in=overview.GROUP_KINDS).order_by("tree_id", "lft")
    return (overview.group_table(list(units), scope.year),)


@live_block("followup.chain", title=gettext_lazy("Styrkedjan: nivåerna och vem som beslutar"))
def chain(scope: Scope) -> Parts:
    """The steering model's levels."""
    found = list(Level.objects.in_force(scope.year).select_related("parent"))
    return (overview.levels_table(found, scope.year),) if found else ()


@live_block("followup.years", title=gettext_lazy("Resultatet fem år i rad"))
def years(scope: Scope) -> Parts:
    """Five years of result, as table and chart."""
    statements = [income_statement(year) for year in range(scope.year - overview.YEARS + 1, scope.year + 1)]
    figure = overview.result_figure(statements)
    return (overview.years_table(statements), *((figure,) if figure else ()))


@live_block(
    "followup.control", title=gettext_lazy("Den interna kontrollen: kontroller, avvikelser och åtgärder"), of_unit=True
)
def internal_control(scope: Scope) -> Parts:
    """What the year's controls showed, by committee; of one unit, what its own plan showed."""
    return control_blocks(control_report(scope.year, scope.unit), scope.year)


@live_block("followup.companies", title=gettext_lazy("Kommunstyrelsens prövning av bolagen"))
def companies_tested(scope: Scope) -> Parts:
    """The decided test of each company (KL 6:9)."""
    return reviews_blocks(decided_reviews(scope.year), scope.year)
