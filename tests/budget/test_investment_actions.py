"""Writing investments: what is decided, moved, carried over, taken back, noted and judged; each whole or not at all."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget.actions.investment_outcomes import Judgement, Outcome, judge_investment, note_outcomes
from budget.actions.investment_projects import ProjectFacts, describe_project, set_state, start_project
from budget.actions.investments import (
    Decided,
    carry_over,
    correct_investment,
    decide_investment,
    reallocate_investments,
)
from budget.models import (
    InvestmentActual,
    InvestmentEntry,
    InvestmentEntryKind,
    InvestmentProject,
    InvestmentState,
    Project,
)
from budget.queries.investments import net_investments, project_money
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.organisation.actor import Actor
from tests.budget.builders import kr
from tests.budget.investing import Investing
from tests.cast import PEOPLE

IN_TIME, LATE, SPRING = date(2025, 11, 24), date(2026, 6, 22), date(2026, 4, 27)
EVERYBODY = [name for name, _role, _unit in PEOPLE]
MANAGERS_OF_A1 = {"head_a", "manager_a", "manager_a1"}


def decided(investing: Investing, day: date = IN_TIME, body: str = "KF", **fields: object) -> Decided:
    values: dict[str, object] = {"decision": investing.cast.decision(body, day), "text": "Beslut"} | fields
    return Decided(**values)  # type: ignore[arg-type]


def judgement(**fields: object) -> Judgement:
    values = {"year": 2026, "month": 8, "year_amount": kr(-10), "total": kr(-40), "completion_year": 2027}
    return Judgement(**(values | {"comment": "Så"} | fields))  # type: ignore[arg-type]


def reallocate(investing: Investing, actor: Actor) -> object:
    shares = {}
    for code, amount in (("9001", 1), ("9002", -1)):
        project = investing.project(code, "A1")
        investing.total(project, -100)
        investing.budget(project, 2026, -50)
        shares[project] = kr(amount)
    return reallocate_investments(actor, 2026, shares, decided(investing))


def carry(investing: Investing, actor: Actor) -> object:
    project = investing.project()
    investing.budget(project, 2025, -50)
    investing.actual(project, 2025, -40)
    return carry_over(actor, 2025, {project: kr(-10)}, decided(investing, SPRING))


VERBS: dict[str, tuple[Callable[[Investing, Actor], object], set[str]]] = {
    "begin": (lambda i, actor: start_project(actor, "9001", "Badhus", i.cast["A1"], ProjectFacts()), {"controller"}),
    "decide": (
        lambda i, actor: decide_investment(actor, i.project(), decided(i, total=-100, years={2026: -100})),
        {"controller"},
    ),
    "reallocate": (reallocate, {"controller"}),
    "carry over": (carry, {"controller"}),
    "take back": (
        lambda i, actor: correct_investment(actor, i.total(i.project(), -100), "Fel"),
        {"controller"},
    ),
    "note": (lambda i, actor: note_outcomes(actor, 2026, 8, [Outcome(i.project(), -100)]), {"controller"}),
    "judge": (lambda i, actor: judge_investment(actor, i.project(), judgement()), MANAGERS_OF_A1),
    "describe": (
        lambda i, actor: describe_project(actor, i.project(), ProjectFacts("Nytt"), 1),
        MANAGERS_OF_A1 | {"controller"},
    ),
    "finish": (lambda i, actor: set_state(actor, i.project(), InvestmentState.DONE), MANAGERS_OF_A1 | {"controller"}),
    "cancel": (
        lambda i, actor: set_state(actor, i.project(), InvestmentState.CANCELLED, "Avslag"),
        {"controller"},
    ),
    "open again": (
        lambda i, actor: set_state(
            actor, i.project(state=InvestmentState.DONE), InvestmentState.ONGOING, "Reklamation"
        ),
        {"controller"},
    ),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", [*EVERYBODY, "stranger"])
def test_only_those_who_may_are_let_through(investing: Investing, verb: str, name: str) -> None:
    act, allowed = VERBS[verb]
    actor = Actor() if name == "stranger" else investing.cast.actor(name)
    if name in allowed:
        act(investing, actor)
        return
    with pytest.raises(Refused) as refused:
        act(investing, actor)
    assert str(refused.value).endswith(".")


@pytest.fixture
def controller(investing: Investing) -> Actor:
    return investing.cast.actor("controller")


def test_a_project_is_begun_under_a_new_code_or_one_that_is_there(investing: Investing, controller: Actor) -> None:
    unit = investing.cast["A1"]
    project = start_project(controller, " 9001 ", "Badhus", unit, ProjectFacts("Text", 2027, kr(-400)))
    assert str(project) == "9001 Badhus"
    assert (project.state, project.completion_year) == (InvestmentState.PLANNED, 2027)
    assert project.history.get().history_change_reason == "Lade upp investeringsprojektet"
    investing.code("9002", "Väg")
    assert str(start_project(controller, "9002", "", unit, ProjectFacts())) == "9002 Väg"


@pytest.mark.parametrize(
    ("code", "name", "unit", "words"),
    [
        ("9001", "Badhus", "A1", "redan en investering"),
        ("9003", "", "A1", "vad projektet heter"),
        ("", "Badhus", "A1", "projektets kod"),
        ("9003", "Pump", "bolaget", "Bolagens"),
        ("9009", "Badhus", "A1", "används inte"),
    ],
)
def test_a_project_that_cannot_be_begun_says_why(
    investing: Investing, controller: Actor, code: str, name: str, unit: str, words: str
) -> None:
    investing.project("9001")
    Project.objects.create(code="9009", name="Gammal", in_use=False)
    with pytest.raises(RuleBroken, match=words):
        start_project(controller, code, name, investing.cast[unit], ProjectFacts())
    assert InvestmentProject.objects.count() == 1


def test_a_decision_gives_a_total_and_its_years(investing: Investing, controller: Actor) -> None:
    project = investing.project()
    made = decide_investment(
        controller, project, decided(investing, total=kr(-30), years={2026: kr(-10), 2027: kr(-20), 2028: 0})
    )
    assert [(each.kind, each.year, each.amount) for each in made] == [
        ("total", None, kr(-30)),
        ("budget", 2026, kr(-10)),
        ("budget", 2027, kr(-20)),
    ]
    assert len({each.group for each in made}) == 1
    assert made[0].booked_on == IN_TIME
    assert InvestmentEntry.history.count() == 3
    assert InvestmentEntry.history.first().history_user == investing.cast.user("controller")


def test_what_is_decided_within_the_year_says_how_it_is_paid(investing: Investing, controller: Actor) -> None:
    project = investing.project()
    with pytest.raises(RuleBroken, match=r"2026.*finansieringen"):
        decide_investment(controller, project, decided(investing, LATE, years={2026: kr(-5), 2027: kr(-5)}))
    made = decide_investment(
        controller, project, decided(investing, LATE, years={2026: kr(-5), 2027: kr(-5)}, financing="Lån")
    )
    assert [(each.kind, each.financing) for each in made] == [("supplementary", "Lån"), ("budget", "")]
    money = project_money(project, 2026)
    assert (money.now.original, money.now.amendments) == (None, kr(-5))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Skriv ett belopp"),
        ({"total": kr(-10), "years": {2026: kr(-11)}}, "åren är tillsammans −11 kr.*−10 kr.*1 kr"),
        ({"total": kr(10)}, "Utgifter skrivs med minus"),
        ({"years": {2026: kr(10)}}, "Utgifter skrivs med minus"),
        ({"total": kr(-10), "text": " "}, "vad posten gäller"),
        ({"total": kr(-10), "body": "A"}, "beslutas av kommunfullmäktige"),
        ({"total": kr(-10), "years": {2025: kr(-10)}, "financing": "Lån"}, "2025 är avslutat"),
    ],
)
def test_a_decision_that_does_not_hold_leaves_nothing(
    investing: Investing, controller: Actor, fields: dict[str, object], words: str
) -> None:
    project = investing.project()
    with pytest.raises(RuleBroken, match=words):
        decide_investment(controller, project, decided(investing, **fields))  # type: ignore[arg-type]
    assert not InvestmentEntry.objects.exists()


def two(investing: Investing, second_unit: str = "A2") -> tuple[InvestmentProject, InvestmentProject]:
    """Two projects, each with 100 in all and 50 in 2026."""
    pair = investing.project("9001", "A1"), investing.project("9002", second_unit)
    for project in pair:
        investing.total(project, -100)
        investing.budget(project, 2026, -50)
    return pair


def test_a_reallocation_moves_budget_and_total_and_the_sum_stays(investing: Investing, controller: Actor) -> None:
    giver, taker = two(investing)
    before = net_investments(2026)
    reallocate_investments(controller, 2026, {giver: kr(20), taker: kr(-20)}, decided(investing, LATE))
    assert (project_money(giver, 2026).approved, project_money(giver, 2026).now.current) == (kr(-80), kr(-30))
    assert (project_money(taker, 2026).approved, project_money(taker, 2026).now.current) == (kr(-120), kr(-70))
    assert net_investments(2026) == before


def test_a_reallocation_of_the_year_alone_leaves_the_totals(investing: Investing, controller: Actor) -> None:
    giver, taker = two(investing)
    shares = {giver: kr(20), taker: kr(-20)}
    reallocate_investments(controller, 2026, shares, decided(investing, LATE), with_totals=False)
    assert project_money(taker).approved == kr(-100)
    assert project_money(taker).of(2026).current == kr(-70)


@pytest.mark.parametrize(
    ("shares", "fields", "words"),
    [
        ((20, -19), {}, "skiljer sig 1 kr"),
        ((20, 0), {}, "minst ett projekt som lämnar"),
        ((60, -60), {}, "har 50 kr i budget 2026 och kan inte lämna 60 kr"),
        ((20, -20), {"body": "B"}, "Inom en nämnd"),
    ],
)
def test_a_reallocation_that_does_not_hold_leaves_nothing(
    investing: Investing, controller: Actor, shares: tuple[int, int], fields: dict[str, str], words: str
) -> None:
    giver, taker = two(investing)
    count = InvestmentEntry.objects.count()
    with pytest.raises(RuleBroken, match=words):
        reallocate_investments(
            controller,
            2026,
            {giver: kr(shares[0]), taker: kr(shares[1])},
            decided(investing, LATE, **fields),  # type: ignore[arg-type]
        )
    assert InvestmentEntry.objects.count() == count


def test_a_committee_moves_between_its_own_and_not_beyond(investing: Investing, controller: Actor) -> None:
    giver, taker = two(investing)
    own = decided(investing, LATE, "A")
    assert reallocate_investments(controller, 2026, {giver: kr(1), taker: kr(-1)}, own)
    other = investing.project("9003", "B1")
    investing.total(other, -100)
    with pytest.raises(RuleBroken, match="Mellan nämnder"):
        reallocate_investments(controller, 2026, {giver: kr(1), other: kr(-1)}, decided(investing, LATE, "A"))


def test_unused_money_of_several_is_carried_over_in_one_step(investing: Investing, controller: Actor) -> None:
    first, second = investing.project("9001"), investing.project("9002")
    for project, spent in ((first, -30), (second, -55)):
        investing.total(project, -100)
        investing.budget(project, 2025, -50)
        investing.actual(project, 2025, spent)
    carry_over(controller, 2025, {first: kr(-20), second: kr(5)}, decided(investing, SPRING))
    assert project_money(first).of(2026).current == kr(-20)
    assert project_money(second).of(2026).current == kr(5)
    assert project_money(first).planned == kr(-50)
    with pytest.raises(RuleBroken, match="ryms inte"):
        carry_over(controller, 2025, {first: kr(-1)}, decided(investing, SPRING))


@pytest.mark.parametrize("amount", [-21, 1])
def test_no_more_than_what_is_unused_is_carried(investing: Investing, controller: Actor, amount: int) -> None:
    project = investing.project()
    investing.budget(project, 2025, -50)
    with pytest.raises(RuleBroken, match="också när det är 0"):
        carry_over(controller, 2025, {project: kr(-20)}, decided(investing, SPRING))
    investing.actual(project, 2025, -10, month=8)
    with pytest.raises(RuleBroken, match="till och med december"):
        carry_over(controller, 2025, {project: kr(-20)}, decided(investing, SPRING))
    investing.actual(project, 2025, -30)
    with pytest.raises(RuleBroken, match="−20 kr kvar från 2025"):
        carry_over(controller, 2025, {project: kr(amount)}, decided(investing, SPRING))
    assert not InvestmentEntry.objects.filter(kind="carry_over").exists()


def test_a_counter_entry_takes_back_and_both_stand(investing: Investing, controller: Actor) -> None:
    project = investing.usual()
    wrong = project.entries.get(kind="budget", year=2027)
    correct_investment(controller, wrong, "Dubbelt antecknad")
    assert project_money(project).of(2027).current == 0
    assert wrong.corrected_by.text == "Rättelse: Dubbelt antecknad"
    for again, words in ((wrong, "redan rättad"), (wrong.corrected_by, "själv en rättelse")):
        with pytest.raises(RuleBroken, match=words):
            correct_investment(controller, again, "Igen")
    with pytest.raises(RuleBroken, match="Skriv varför"):
        correct_investment(controller, project.entries.get(kind="total"), " ")


def test_a_total_does_not_leave_its_years_behind(investing: Investing, controller: Actor) -> None:
    project = investing.project()
    decide_investment(controller, project, decided(investing, total=kr(-100), years={2027: kr(-60), 2028: kr(-40)}))
    total = project.entries.get(kind="total")
    words = "åren är tillsammans −100 kr och den beslutade totalutgiften 0 kr. Det skiljer 100 kr"
    with pytest.raises(RuleBroken, match=words) as refused:
        correct_investment(controller, total, "Fel projekt")
    assert "Ta tillbaka årens budget i samma steg" in str(refused.value)
    assert refused.value.field == "with_years"
    assert project.entries.count() == 3
    correct_investment(controller, project.entries.get(year=2028), "Fel år")
    correct_investment(controller, total, "Fel projekt", with_years=True)
    money = project_money(project)
    assert (money.approved, money.planned) == (0, 0)
    assert project.entries.exclude(corrects=None).count() == 3


def test_years_of_other_decisions_are_taken_back_first(investing: Investing, controller: Actor) -> None:
    project = investing.usual()
    with pytest.raises(RuleBroken, match="Andra beslut har gett projektet årsbudgetar"):
        correct_investment(controller, project.entries.get(kind="total"), "Fel", with_years=True)
    investing.total(project, -5_000)
    correct_investment(controller, project.entries.get(kind="total", amount=kr(-5_000)), "Fel")
    assert project_money(project).approved == kr(-30_000)


def test_a_reallocation_is_taken_back_whole(investing: Investing, controller: Actor) -> None:
    giver, taker = two(investing)
    made = reallocate_investments(controller, 2026, {giver: kr(20), taker: kr(-20)}, decided(investing, LATE))
    correct_investment(controller, made[0], "Fel projekt")
    for project in (giver, taker):
        assert project_money(project).approved == kr(-100)
        assert project_money(project).of(2026).current == kr(-50)


def test_a_project_that_has_ended_takes_nothing_more(investing: Investing, controller: Actor) -> None:
    project = investing.usual()
    set_state(controller, project, InvestmentState.DONE)
    with pytest.raises(RuleBroken, match="är färdig och tar inga nya poster"):
        decide_investment(controller, project, decided(investing, total=kr(-1)))
    project.refresh_from_db()
    with pytest.raises(RuleBroken, match="behöver ingen prognos"):
        judge_investment(investing.cast.actor("manager_a1"), project, judgement())
    with pytest.raises(RuleBroken, match="Skriv varför"):
        set_state(controller, project, InvestmentState.ONGOING)
    with pytest.raises(RuleBroken, match="redan färdig"):
        set_state(controller, project, InvestmentState.DONE, "Igen")


def test_two_who_describe_a_project_lose_nothing(investing: Investing, controller: Actor) -> None:
    project = investing.project()
    describe_project(controller, project, ProjectFacts("Först", 2028), project.version)
    with pytest.raises(EditConflict):
        describe_project(investing.cast.actor("manager_a1"), project, ProjectFacts("Sedan"), project.version)
    project.refresh_from_db()
    assert (project.text, project.completion_year) == ("Först", 2028)


def test_outcomes_are_noted_together_in_versions(investing: Investing, controller: Actor) -> None:
    first, second = investing.project("9001"), investing.project("9002")
    note_outcomes(controller, 2026, 8, [Outcome(first, kr(-10)), Outcome(second, 0)], "utfall.csv")
    again = note_outcomes(controller, 2026, 8, [Outcome(first, kr(-12)), Outcome(second, 0)], "utfall2.csv")
    assert [(each.project, each.version, each.source) for each in again] == [(first, 2, "utfall2.csv")]
    assert project_money(first).of(2026).actual == kr(-12)
    assert project_money(second).of(2026).actual == 0
    note_outcomes(controller, 2026, 8, [Outcome(first, None)])
    assert project_money(first).of(2026).actual is None


def test_outcomes_of_a_closed_year_or_no_month_leave_nothing(investing: Investing, controller: Actor) -> None:
    project = investing.project()
    for year, month, outcome in (
        (2025, 12, Outcome(project, -1)),
        (2026, 13, Outcome(project, -1)),
        (2026, 8, Outcome(project, -1, -1)),
    ):
        with pytest.raises(RuleBroken):
            note_outcomes(controller, year, month, [outcome])
    assert not InvestmentActual.objects.exists()


def test_every_forecast_is_kept_and_the_newest_counts(investing: Investing) -> None:
    project = investing.usual()
    manager = investing.cast.actor("manager_a1")
    judge_investment(manager, project, judgement(total=kr(-33_000)))
    judge_investment(manager, project, judgement(total=kr(-32_000), completion_year=2028))
    assert [each.version for each in project.forecasts.all()] == [3, 2, 1]
    money = project_money(project, 2026)
    assert (money.estimated, money.completion_year) == (kr(-32_000), 2028)


@pytest.mark.parametrize(
    "fields", [{"comment": " "}, {"total": 1}, {"month": 0}, {"completion_year": 2025}, {"year": 2025}]
)
def test_a_forecast_that_does_not_hold_is_not_kept(investing: Investing, fields: dict[str, object]) -> None:
    project = investing.project()
    with pytest.raises(RuleBroken):
        judge_investment(investing.cast.actor("manager_a1"), project, judgement(**fields))
    assert not project.forecasts.exists()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("dmcx"), st.integers(1, 60)), max_size=8))
def test_whatever_is_written_sums_stay_sums(investing: Investing, steps: list[tuple[str, int]]) -> None:
    """Decide, move, carry, take back in any order: what is refused changes nothing, moves sum to zero, years stay within totals."""
    controller = investing.cast.actor("controller")
    InvestmentEntry.objects.all()._raw_delete(InvestmentEntry.objects.db)
    InvestmentActual.objects.all()._raw_delete(InvestmentActual.objects.db)
    pair = [
        InvestmentProject.objects.filter(project__code=code).first() or investing.project(code)
        for code in ("9001", "9002")
    ]
    for project in pair:
        investing.total(project, -200)
        investing.budget(project, 2025, -50)
        investing.actual(project, 2025, -20)
    for verb, amount in steps:
        before = InvestmentEntry.objects.count()
        try:
            if verb == "d":
                decide_investment(controller, pair[0], decided(investing, years={2026: kr(-amount)}))
            elif verb == "m":
                reallocate_investments(
                    controller, 2026, {pair[0]: kr(amount), pair[1]: kr(-amount)}, decided(investing, LATE)
                )
            elif verb == "c":
                carry_over(controller, 2025, {pair[0]: kr(-amount)}, decided(investing, SPRING))
            else:
                last = InvestmentEntry.objects.filter(year=2026, corrects=None, corrected_by=None).last()
                if last is not None:
                    correct_investment(controller, last, "Fel")
        except RuleBroken:
            assert InvestmentEntry.objects.count() == before
        moved = InvestmentEntry.objects.filter(kind=InvestmentEntryKind.REALLOCATION)
        assert sum(each.amount for each in moved) == 0
        money = [project_money(project) for project in pair]
        assert sum(each.approved or 0 for each in money) == kr(-400)
        for each in money:
            assert each.planned is not None
            assert each.approved is not None
            assert each.planned >= each.approved
            assert each.planned == sum(year.planned or 0 for year in each.years.values())
