"""God ekonomisk hushållning: goals of both kinds side by side, judged by people, counted and never averaged."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from followup.actions.judgement import save_joint_judgement
from followup.actions.stewardship import GoalDraft, add_goal, change_goal, judge_goal, remove_goal
from followup.models import AssessmentState, StewardshipGoal, StewardshipKind
from followup.queries.auditor_questions import auditor_questions
from followup.queries.stewardship import stewardship
from sala_styr.errors import EditConflict, Refused, RuleBroken
from tests.cast import PEOPLE, Cast
from tests.followup.builders import assessment, full_year

YEAR = 2025
FINANCIAL, OPERATIONAL = StewardshipKind.FINANCIAL, StewardshipKind.OPERATIONAL
EVERYBODY = [name for name, _role, _unit in PEOPLE]


def draft(**fields: Any) -> GoalDraft:
    values = {
        "kind": FINANCIAL,
        "text": "Resultatet ska vara minst 2 procent.",
        "ratio": "result_share",
        "least": Decimal(2),
    }
    return GoalDraft(**(values | fields))


def of_plan(cast: Cast, title: str = "Trygg uppväxt") -> GoalDraft:
    item = cast.item("goal", "KF", title=title, first_year=YEAR)
    return GoalDraft(kind=OPERATIONAL, plan_item=item)


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_a_controller_writes_them_down(cast: Cast, name: str) -> None:
    actor, client = cast.actor(name), cast.client(name)
    new = f"{reverse('followup:new_stewardship_goal')}?ar={YEAR}"
    if name == "controller":
        made = add_goal(actor, YEAR, draft())
        assert made.history.get().history_user == actor.user
        assert client.get(new).status_code == 200
    else:
        with pytest.raises(Refused):
            add_goal(actor, YEAR, draft())
        assert client.get(new).status_code == 403
        assert not StewardshipGoal.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "annat"}, "kind"),
        ({"text": " "}, "text"),
        ({"least": None}, "least"),
        ({"ratio": ""}, "ratio"),
        ({"ratio": "finns_inte"}, "ratio"),
        ({"kind": OPERATIONAL}, "ratio"),
        ({"least": Decimal(3), "most": Decimal(2)}, "least"),
    ],
)
def test_a_goal_that_is_not_sound_is_met_with_where_and_why(cast: Cast, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        add_goal(cast.actor("controller"), YEAR, draft(**fields))
    assert refusal.value.field == field
    assert not StewardshipGoal.objects.exists()


def test_the_councils_own_goals_and_decisions(cast: Cast) -> None:
    controller = cast.actor("controller")
    focus = cast.item("focus", "A", title="Läsning", first_year=YEAR)
    with pytest.raises(RuleBroken, match="kommunfullmäktiges egna mål"):
        add_goal(controller, YEAR, GoalDraft(kind=OPERATIONAL, plan_item=focus))
    with pytest.raises(RuleBroken, match="beslutas av kommunfullmäktige"):
        add_goal(controller, YEAR, draft(decision=cast.decision("A", date(YEAR, 1, 10))))
    once = of_plan(cast)
    add_goal(controller, YEAR, once)
    with pytest.raises(RuleBroken, match="redan bland årets mål"):
        add_goal(controller, YEAR, once)


def test_a_judgement_needs_its_reason_and_can_be_taken_back(cast: Cast) -> None:
    controller = cast.actor("controller")
    goal = add_goal(controller, YEAR, draft())
    with pytest.raises(RuleBroken, match="Skriv varför"):
        judge_goal(controller, goal, "met", " ", goal.version)
    with pytest.raises(RuleBroken, match="Välj hur det gick"):
        judge_goal(controller, goal, "bäst", "Därför.", goal.version)
    goal = judge_goal(controller, goal, "not_met", "Dyrare vikarier.", goal.version)
    assert (goal.judged_by, goal.status) == (controller.user, "not_met")
    with pytest.raises(EditConflict):
        judge_goal(controller, goal, "met", "Nu.", 1)
    goal = judge_goal(controller, goal, "", "", goal.version)
    assert (goal.status, goal.comment, goal.judged_by) == ("", "", None)


def test_a_goal_of_the_plan_is_judged_in_the_plan_and_nowhere_else(cast: Cast) -> None:
    controller = cast.actor("controller")
    goal = add_goal(controller, YEAR, of_plan(cast))
    with pytest.raises(RuleBroken, match="bedöms i uppföljningen"):
        judge_goal(controller, goal, "met", "Därför.", goal.version)
    period = full_year(YEAR)
    said = assessment(goal.plan_item, period, AssessmentState.DRAFT)
    row = stewardship(YEAR).of(OPERATIONAL).rows[0]
    assert not row.said.is_reported, "a draft is its writers' own"
    said.state = AssessmentState.APPROVED
    said.save()
    found = stewardship(YEAR).of(OPERATIONAL)
    assert (found.rows[0].said.status, found.rows[0].said.comment) == ("partly", said.comment)
    assert {look.state: count for look, count in found.counts if count} == {"partly": 1}


def test_the_measure_proposes_and_the_person_decides(cast: Cast) -> None:
    goal = add_goal(cast.actor("controller"), YEAR, draft())
    assert stewardship(YEAR).of(FINANCIAL).rows[0].proposed is None, "without accounts there is nothing to say"
    assert goal.is_met_by(Decimal("2.00"))
    assert not goal.is_met_by(Decimal("1.99"))
    most = StewardshipGoal(least=None, most=Decimal(97))
    assert (most.is_met_by(Decimal(97)), most.is_met_by(Decimal("97.1"))) == (True, False)


def test_changing_and_taking_away_leave_history(cast: Cast) -> None:
    controller = cast.actor("controller")
    goal = add_goal(controller, YEAR, draft())
    changed = change_goal(controller, goal, draft(least=Decimal(3)), goal.version)
    assert (changed.least, changed.version) == (Decimal(3), 2)
    with pytest.raises(EditConflict):
        change_goal(controller, goal, draft(), 1)
    remove_goal(controller, changed)
    assert not StewardshipGoal.objects.exists()
    assert StewardshipGoal.history.filter(history_type="-").get().history_user == controller.user


def test_the_page_costs_the_same_for_one_goal_and_twenty(cast: Cast, django_assert_num_queries: Any) -> None:
    controller, client = cast.actor("controller"), cast.client("chair_a")
    full_year(YEAR)
    url = f"{reverse('followup:stewardship')}?ar={YEAR}"
    add_goal(controller, YEAR, draft())
    add_goal(controller, YEAR, of_plan(cast))
    client.get(url)
    with django_assert_num_queries(16) as few:
        assert client.get(url).status_code == 200
    for number in range(10):
        add_goal(controller, YEAR, draft(text=f"Mål {number}"))
        add_goal(controller, YEAR, of_plan(cast, f"Mål {number}"))
    with django_assert_num_queries(len(few)):
        assert client.get(url).status_code == 200


def test_the_pages_work_without_scripts(cast: Cast) -> None:
    client = cast.client("controller")
    new = f"{reverse('followup:new_stewardship_goal')}?ar={YEAR}"
    assert client.post(new, {"kind": FINANCIAL, "version": "0"}).status_code == 422
    sent = {"kind": FINANCIAL, "text": "Minst 2", "ratio": "result_share", "least": "2,0", "version": "0"}
    assert client.post(new, sent).status_code == 302
    goal = StewardshipGoal.objects.get()
    assert (goal.year, goal.least) == (YEAR, Decimal(2))
    edit = reverse("followup:edit_stewardship_goal", args=[goal.pk])
    assert client.post(edit, sent | {"text": "Minst två", "version": "1"}).status_code == 302
    judge = reverse("followup:judge_stewardship_goal", args=[goal.pk])
    assert client.post(judge, {"status": "met", "comment": "", "version": "2"}).status_code == 422
    assert client.post(judge, {"status": "met", "comment": "Bra år.", "version": "2"}).status_code == 302
    page = client.get(f"{reverse('followup:stewardship')}?ar={YEAR}").content.decode()
    assert "Minst två" in page
    assert "Bra år." in page
    remove = reverse("followup:remove_stewardship_goal", args=[goal.pk])
    assert client.get(remove).status_code == 200
    assert client.post(remove).status_code == 302
    assert not StewardshipGoal.objects.exists()


def told(cast: Cast, number: int) -> list[tuple[str, bool]]:
    found = auditor_questions(cast.actor("auditor"), YEAR, date(YEAR + 1, 3, 1))
    return [(answer.text, answer.is_missing) for answer in found[number - 1].answers]


def test_the_auditors_are_answered_with_what_there_is_and_what_is_missing(cast: Cast) -> None:
    controller = cast.actor("controller")
    assert told(cast, 1) == [(f"Inga mål för god ekonomisk hushållning är inskrivna för {YEAR}.", True)]
    add_goal(controller, YEAR, draft())
    [(words, missing)] = told(cast, 1)
    assert (words.startswith("1 finansiella mål och 0 verksamhetsmål"), missing) == (True, True)
    add_goal(controller, YEAR, of_plan(cast))
    assert told(cast, 1)[0][1] is False
    assert told(cast, 5)[-1] == ("Den samlade bedömningen är inte skriven ännu.", True)
    save_joint_judgement(controller, YEAR, "partly", "Vägt ihop.")
    assert told(cast, 5)[-1] == ("Samlad bedömning: utfallet är delvis förenligt med målen.", False)
    full_year(YEAR)
    assert told(cast, 4)[0] == ("Helår: 0 av 1 bedömningar är inlämnade.", True)


def test_the_auditors_page_leads_on(cast: Cast) -> None:
    client = cast.client("auditor")
    page = client.get(f"{reverse('followup:auditor_questions')}?ar={YEAR}")
    assert page.status_code == 200
    for question in page.context["questions"]:
        for answer in question.answers:
            assert client.get(answer.href).status_code == 200, answer.href
