"""What ends in a year, played: activities and uppdrag, goals judged, the books tied, the annual report decided and frozen."""

from decimal import Decimal

from budget.actions.corrective import MeasureDraft, add_measure
from budget.actions.detail import LineDraft, change_line, lock_detail
from budget.actions.forecast import give_forecast
from budget.actions.frames import Move, reallocate
from budget.models import DetailLine
from budget.queries.balance_requirement import balance_requirement
from budget.queries.decided import red
from budget.queries.reconcile import reconcile
from followup.actions.activities import update_activity
from followup.actions.improvements import close_improvement, make_activity, raise_improvement, work_on_improvement
from followup.actions.judgement import save_joint_judgement
from followup.actions.stewardship import GoalDraft, add_goal, judge_goal
from followup.models import Dialogue, Improvement, ImprovementStage, StewardshipGoal, StewardshipKind
from followup.queries.stewardship import stewardship
from goals.actions.assignments import answer_assignment, close_assignment
from goals.models import ActivityStatus, Assignment, AssignmentState, PlanItem
from sala_styr.documents.models import Report, ReportState
from sala_styr.money import spread
from sala_styr.text_merge import Typed
from sala_styr.writing.actions.making import decide
from sala_styr.writing.actions.reports import begin_report
from sala_styr.writing.actions.sections import approve, comment, hand_in, settle_comment, write_section
from sala_styr.writing.actions.templates import load_templates
from sala_styr.writing.models import ReportTemplate, WrittenReport
from sala_styr.writing.standard import standard_templates
from tests.documents.here import make_here
from tests.followup.year.planning import MANAGERS, TKR
from tests.followup.year.world import World

# The money


def move_money(world: World, year: int, amount: int, *, giver: str = "A2", getter: str = "A1") -> None:
    """The committee moves ``amount`` tkr between two units: both are asked to make their detail budgets tie again, and the one whose forecast now lies
    too far from the budget to say why."""
    decision = world.decide("chair_a", "A", "Omfördelning")
    moves = [Move(world.unit(giver), -amount * TKR), Move(world.unit(getter), amount * TKR)]
    reallocate(world.actor("chair_a"), year, moves, text="Fler barn i A1", decision=decision)
    for code, change in ((giver, amount), (getter, -amount)):
        key, manager = f"lock:{year}:{world.unit(code).pk}", world.actor(MANAGERS[code])
        world.waits(key, MANAGERS[code])
        line = DetailLine.objects.get(unit=world.unit(code), year=year)
        months = spread(line.amount + change * TKR, [1] * 12)
        change_line(manager, line, LineDraft(line.account, months, line.link, line.plan_item, line.text), line.version)
        lock_detail(manager, world.unit(code), year)
        world.gone(key)


def explain(world: World, year: int, month: int, code: str, amount: int) -> None:
    """A unit whose forecast has come to lie too far from its budget is asked for words, until a new forecast gives them. ``amount``: tkr, cost −."""
    (key,) = world.waiting("deviation")
    world.waits(key, MANAGERS[code])
    manager = world.actor(MANAGERS[code])
    give_forecast(
        manager,
        world.unit(code),
        year,
        month,
        amount * TKR,
        "Efter flytten.",
        "Pengar har flyttats.",
        "Vi anställer färre.",
    )
    world.gone(key)
    world.nothing_left("deviation")


def write_measure(world: World, year: int, code: str, expected: int) -> None:
    """What a unit does about its deficit."""
    draft = MeasureDraft("Färre vikarier", expected * TKR, starts_in=9, responsible=world.who.user(MANAGERS[code]))
    add_measure(world.actor(MANAGERS[code]), world.unit(code), year, draft)


# Improvements


def improvement_from(world: World, talk: Dialogue, code: str, responsible: str) -> Improvement:
    """A finding of a dialogue becomes an improvement: it waits for the one who is named."""
    made = raise_improvement(
        world.actor(MANAGERS[code]), world.unit(code), title="Pröva lugna morgnar", dialogue=talk, responsible=world.who.user(responsible)
    )  # fmt: skip
    world.waits(f"improvement:{made.pk}", responsible)
    return made


def becomes_activity(world: World, improvement: Improvement, parent: PlanItem, year: int) -> PlanItem:
    """What was tried goes into next year's plan, with its origin on both; the improvement is then ended and waits for nobody."""
    assert improvement.responsible is not None
    name = improvement.responsible.username
    made = work_on_improvement(
        world.actor(name), improvement, improvement.version, ImprovementStage.STUDY, studied="Det blev lugnare."
    )
    manager = MANAGERS[made.unit.code]
    item = make_activity(world.actor(manager), made, made.version, parent=parent, year=year)
    made = Improvement.objects.get(pk=made.pk)
    assert made.activity == item
    assert made.title in world.page(name, "goals:item", item.pk)
    assert item.title in world.page(name, "followup:improvement", made.pk)
    close_improvement(world.actor(name), made, made.version, ImprovementStage.DONE, "Så gör vi nu.")
    world.gone(f"improvement:{made.pk}")
    return item


# What ends


def activities_end(world: World, year: int) -> None:
    """Activities near their end wait for the one who is named, else for the manager, until they are said to be done."""
    for code in ("A1", "A2", "B1"):
        item = PlanItem.objects.get(pk=world.items[f"activity {code}"].pk)
        world.waits(f"activity:{item.pk}", MANAGERS[code])
        update_activity(world.actor(MANAGERS[code]), item, status=ActivityStatus.DONE, line="Alla samtal är förda.")
        world.gone(f"activity:{item.pk}")
    world.nothing_left("activity")


def assignment_is_reported(world: World) -> None:
    """The office reports to its committee, the committee to the council, which is asked to close it and does."""
    given = Assignment.objects.get()
    for name in ("head_a", "chair_a"):
        part = given.receivers.get(unit=world.unit("kontorA" if name == "head_a" else "A"))
        world.waits(f"assignment:{part.pk}", name)
        answer_assignment(
            world.actor(name), part, part.version, state=AssignmentState.REPORTED, report="Köerna är kortare."
        )
        world.gone(f"assignment:{part.pk}")
    world.waits(f"assignment-close:{given.pk}", "kf_chair")
    decision = world.decide("kf_chair", "KF", "Uppdraget om köer avslutas")
    given = Assignment.objects.get()
    close_assignment(world.actor("kf_chair"), given, given.version, decision)
    world.gone(f"assignment-close:{given.pk}")
    world.nothing_left("assignment", "assignment-close")


# God ekonomisk hushållning


def stewardship_goals(world: World, year: int) -> None:
    """The council's goals for god ekonomisk hushållning: one financial, measured, and one of the plan."""
    decision = world.decide("kf_chair", "KF", "Mål för god ekonomisk hushållning")
    drafts = (
        GoalDraft(
            StewardshipKind.FINANCIAL, "Resultatet är minst 2 procent.", "result_share", Decimal(2), decision=decision
        ),
        GoalDraft(StewardshipKind.OPERATIONAL, plan_item=world.items["goal"], decision=decision),
    )
    for draft in drafts:
        add_goal(world.actor("controller"), year, draft)


def joint_judgement(world: World, year: int, verdict: str, text: str, version: int = 0) -> None:
    """The controller writes what the outcome comes to, or the forecast of it."""
    save_joint_judgement(world.actor("controller"), year, verdict, text, version)
    assert text in world.page("auditor", "followup:stewardship", ar=year)


def judge_stewardship(world: World, year: int) -> None:
    """The financial goal is judged by a person; the plan's goal has its judgement from the follow-up. All is counted, nothing weighed together."""
    financial = StewardshipGoal.objects.get(year=year, kind=StewardshipKind.FINANCIAL)
    judge_goal(world.actor("controller"), financial, "met", "Skatten gav mer än väntat.", financial.version)
    found = stewardship(year)
    assert [group.judged for group in found.groups] == [1, 1]


# The books and the report


def books_tie(world: World, year: int) -> None:
    """Every line of the reconciliation holds, and the year's result covers what the law asks."""
    assert not red(reconcile(year))
    assert (balance_requirement(year).balanced or 0) > 0


def annual_is_written(world: World, year: int) -> WrittenReport:
    """The controller begins the delivered report, writes what only people can say, answers what a manager asks, and approves it."""
    actor = world.actor("controller")
    load_templates(actor, standard_templates())
    report = begin_report(actor, ReportTemplate.objects.get(key="arsredovisning"), year, due=world.today)
    sections = list(report.sections.filter(has_text=True, required=True).select_related("report", "owner_unit"))
    world.waits(f"report-section:{sections[0].pk}", "controller")
    said = comment(world.actor("manager_b"), sections[0], "Kom ihåg bron.")
    world.waits(f"report-comment:{said.pk}", "controller")
    settle_comment(actor, said)
    for section in sections:
        section, _merged = write_section(actor, section, Typed("", f"Så var det med {section.heading.lower()}."))
        section = hand_in(actor, section, section.version)
        if section.pk == sections[0].pk:
            world.waits(f"report-read:{report.pk}", "controller")
        approve(actor, section, section.version)
    world.nothing_left("report-section", "report-read", "report-comment")
    return report


def report_is_decided(world: World, year: int) -> Report:
    """The council approves; the decided version is made by the task, and kept."""
    decision = world.decide("kf_chair", "KF", f"Årsredovisning {year}")
    written = annual_is_written(world, year)
    report = decide(world.actor("controller"), written, decision)
    assert make_here(report)
    report.refresh_from_db()
    assert (report.state, report.draft) == (ReportState.DONE, False)
    assert report.sha256
    return report
