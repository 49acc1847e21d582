"""Internal control: written by officials, decided by the nämnd and then immutable, controlled and measured; companies tested by kommunstyrelsen."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from followup.actions.company_reviews import decide_review, write_review
from followup.actions.control_plans import (
    begin_control_plan,
    decide_control_plan,
    remove_activity,
    remove_risk,
    write_activity,
    write_risk,
)
from followup.actions.control_results import finish_measure, write_result
from followup.actions.improvements import raise_improvement
from followup.actions.risk_matrix import change_matrix
from followup.control_blocks import control_blocks, reviews_blocks
from followup.models import (
    CompanyReview,
    ControlActivity,
    ControlResult,
    Improvement,
    InternalControlPlan,
    Risk,
    RiskMatrix,
    WheelWork,
)
from followup.queries.company_reviews import decided_reviews
from followup.queries.control import matrix_counts, matrix_rows, risk_rows
from followup.queries.control_report import control_counts, control_report
from followup.queries.wheel_progress import Reader
from followup.todo import todos_of
from sala_styr.documents.model import Table
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.organisation.actor import system_actor
from tests.cast import PEOPLE, Cast

DAY = date(2026, 3, 2)


def plan_of(cast: Cast, who: str = "head_a") -> InternalControlPlan:
    return begin_control_plan(cast.actor(who), cast["A"], 2026)


def risk_in(cast: Cast, plan: InternalControlPlan, **fields: Any) -> Risk:
    said = {"unit": cast["A1"], "process": "Inköp", "text": "Jäv", "category": "fraud"}
    said |= {"likelihood": 2, "consequence": 4, "choice": "control"}
    return write_risk(cast.actor("head_a"), plan, None, 0, **said | fields)


def control_of(cast: Cast, risk: Risk, **fields: Any) -> ControlActivity:
    said = {"text": "Bisysslor", "frequency": 1, "responsible": cast.user("manager_a1")}
    return write_activity(cast.actor("head_a"), risk, None, 0, **said | fields)


def decide(cast: Cast, plan: InternalControlPlan) -> InternalControlPlan:
    return decide_control_plan(cast.actor("chair_a"), plan, cast.decision("A"))


def decided(cast: Cast, choice: str = "control", **fields: Any) -> ControlActivity:
    plan = plan_of(cast)
    activity = control_of(cast, risk_in(cast, plan, choice=choice), **fields)
    decide(cast, plan)
    return ControlActivity.objects.get(pk=activity.pk)


def result_of(cast: Cast, activity: ControlActivity, **fields: Any) -> ControlResult:
    said = {
        "day": DAY,
        "finding": "minor",
        "text": "Två saknas.",
        "measure": "Påminn.",
        "measure_due": date(2026, 6, 1),
    }
    return write_result(cast.actor("manager_a1"), activity, **said | fields)


@pytest.mark.parametrize("name", [name for name, _role, _unit in PEOPLE])
def test_the_body_its_managers_and_a_controller_write_the_plan(cast: Cast, name: str) -> None:
    if name in {"chair_a", "politician_a", "head_a", "controller"}:
        assert plan_of(cast, name).number == 1
    else:
        with pytest.raises(Refused):
            plan_of(cast, name)


def test_a_draft_is_not_read_by_others_and_a_decided_plan_by_all(cast: Cast) -> None:
    plan = plan_of(cast)
    risk_in(cast, plan, choice="accept")
    url = reverse("followup:control_plan", args=[plan.pk])
    assert cast.client("chair_b").get(url).status_code == 404
    assert cast.client("auditor").get(url).status_code == cast.client("chair_a").get(url).status_code == 200
    decide_control_plan(cast.actor("chair_a"), plan, cast.decision("A"))
    assert cast.client("chair_b").get(url).status_code == 200


def test_a_decided_plan_never_changes(cast: Cast) -> None:
    activity = decided(cast)
    risk, head = activity.risk, cast.actor("head_a")
    for act in (
        lambda: risk_in(cast, risk.plan),
        lambda: write_risk(head, risk.plan, risk, 1, text="Annat"),
        lambda: write_activity(head, risk, activity, 1, text="Annat"),
        lambda: control_of(cast, risk),
        lambda: remove_risk(head, risk),
        lambda: remove_activity(head, activity),
        lambda: decide(cast, risk.plan),
    ):
        with pytest.raises(RuleBroken):
            act()
    assert (Risk.objects.get().text, ControlActivity.objects.get().text) == ("Jäv", "Bisysslor")


def test_the_next_version_copies_the_old_and_both_stay_readable(cast: Cast) -> None:
    activity = decided(cast)
    result = result_of(cast, activity)
    newer = plan_of(cast)
    with pytest.raises(RuleBroken):
        plan_of(cast)
    copied = ControlActivity.objects.get(risk__plan=newer)
    assert (newer.number, copied.text, copied.line) == (2, "Bisysslor", activity.pk)
    with pytest.raises(RuleBroken):
        result_of(cast, copied)  # a draft is not controlled
    risk_in(cast, newer, text="Ny risk", choice="accept")
    decide(cast, newer)
    with pytest.raises(RuleBroken):
        result_of(cast, activity)  # the older version no longer is in force
    later = result_of(cast, copied, finding="none", measure="", day=date(2026, 3, 3))
    for version, risks in ((activity.risk.plan, 1), (newer, 2)):
        rows = risk_rows(version)
        assert len(rows) == risks
        assert [found for row in rows for each in row.activities for found in each.results] == [result, later]
        page = cast.client("chair_b").get(reverse("followup:control_plan", args=[version.pk]))
        assert ("Ny risk" in page.content.decode()) == (version == newer)
    assert InternalControlPlan.objects.in_force().get() == newer


def test_only_the_chair_with_the_bodys_own_decision_decides_a_whole_plan(cast: Cast) -> None:
    plan = plan_of(cast)
    with pytest.raises(RuleBroken, match="inga risker"):
        decide(cast, plan)
    risk = risk_in(cast, plan)
    with pytest.raises(RuleBroken, match="Vad gör ni åt ”Jäv”"):
        decide(cast, plan)
    control_of(cast, risk)
    with pytest.raises(Refused):
        decide_control_plan(cast.actor("head_a"), plan, cast.decision("A"))
    with pytest.raises(RuleBroken):
        decide_control_plan(cast.actor("chair_a"), plan, cast.decision("B"))
    assert not InternalControlPlan.objects.get().is_decided


@pytest.mark.parametrize("fields", [{"likelihood": 5}, {"consequence": 0}, {"text": " "}, {"unit": "B"}])
def test_a_risk_fits_the_matrix_and_the_body(cast: Cast, fields: dict[str, Any]) -> None:
    fields = {name: cast["B"] if value == "B" else value for name, value in fields.items()}
    with pytest.raises(RuleBroken) as broken:
        risk_in(cast, plan_of(cast), **fields)
    assert broken.value.field == next(iter(fields))
    assert not Risk.objects.exists()


@pytest.mark.parametrize("fields", [{"text": ""}, {"responsible": None}, {"due": date(2029, 1, 1)}])
def test_a_control_says_what_and_who(cast: Cast, fields: dict[str, Any]) -> None:
    risk = risk_in(cast, plan_of(cast))
    with pytest.raises(RuleBroken) as broken:
        control_of(cast, risk, **fields)
    assert broken.value.field == next(iter(fields))
    with pytest.raises(RuleBroken):
        control_of(cast, risk_in(cast, risk.plan, choice="accept"))


def test_who_writes_second_over_a_risk_is_told(cast: Cast) -> None:
    risk, head = risk_in(cast, plan_of(cast)), cast.actor("head_a")
    write_risk(head, risk.plan, risk, 1, text="Först")
    with pytest.raises(EditConflict):
        write_risk(head, risk.plan, risk, 1, text="Sedan")
    assert Risk.objects.get().text == "Först"


def test_a_risk_stands_in_its_square_and_is_counted_when_its_plan_is_decided(cast: Cast) -> None:
    activity = decided(cast)
    plan = activity.risk.plan
    squares = {(word, cell.value): cell for word, cells in matrix_rows(plan.matrix, risk_rows(plan)) for cell in cells}
    assert (squares["mindre sannolik", 8].level, squares["mindre sannolik", 8].numbers) == ("middle", (1,))
    assert (squares["osannolik", 3].level, squares["osannolik", 3].count) == ("low", 0)
    assert squares["sannolik", 16].level == "high"
    plan_of(cast)  # a draft counts nothing
    counts = {
        cell.value: cell.count for word, cells in matrix_counts(plan.matrix, 2026) for cell in cells if cell.count
    }
    assert counts == {8: 1}


def test_the_matrix_is_data_and_a_plan_keeps_its_own(cast: Cast) -> None:
    old = plan_of(cast).matrix
    said = {"likelihoods": ["a", "b", ""], "consequences": ["x", "y", "z"], "low_to": 1, "middle_to": 5}
    with pytest.raises(Refused):
        change_matrix(cast.actor("head_a"), old.pk, **said)
    new = change_matrix(cast.actor("controller"), old.pk, **said)
    assert change_matrix(cast.actor("controller"), new.pk, **said) == new
    with pytest.raises(EditConflict):
        change_matrix(cast.actor("controller"), old.pk, **said)
    assert [[cell.level for cell in cells] for _word, cells in matrix_rows(new)] == [
        ["middle", "middle", "high"],
        ["low", "middle", "middle"],
    ]
    assert begin_control_plan(cast.actor("head_a"), cast["A"], 2027).matrix == new
    assert InternalControlPlan.objects.get(year=2026).matrix == old


@pytest.mark.parametrize(
    "wrong",
    [
        {"likelihoods": ["a"]},
        {"consequences": ["x", "X"]},
        {"middle_to": 1},
        {"middle_to": 6},
    ],
)
def test_a_matrix_that_cannot_be_is_not_stored(cast: Cast, wrong: dict[str, Any]) -> None:
    said = {"likelihoods": ["a", "b"], "consequences": ["x", "y", "z"], "low_to": 1, "middle_to": 5}
    with pytest.raises(RuleBroken) as broken:
        change_matrix(cast.actor("controller"), 0, **said | wrong)
    assert broken.value.field == next(iter(wrong))
    assert not RiskMatrix.objects.exists()


def test_a_deviation_says_what_is_done_and_the_measure_is_finished_once(cast: Cast) -> None:
    activity, actor = decided(cast), cast.actor("manager_a1")
    for missing in ("measure", "measure_due"):
        with pytest.raises(RuleBroken) as broken:
            result_of(cast, activity, **{missing: "" if missing == "measure" else None})
        assert broken.value.field == missing
    with pytest.raises(RuleBroken):
        result_of(cast, activity, day=date(2099, 1, 1))
    with pytest.raises(RuleBroken):
        result_of(cast, activity, finding="done")
    with pytest.raises(Refused):
        write_result(cast.actor("manager_b"), activity, day=DAY, finding="none", text="Bra.")
    assert not ControlResult.objects.exists()
    result = result_of(cast, activity)
    measure = result.measures.get()
    assert (result.by, measure.responsible) == (cast.user("manager_a1"), cast.user("manager_a1"))
    with pytest.raises(RuleBroken):
        finish_measure(actor, measure, " ")
    with pytest.raises(Refused):
        finish_measure(cast.actor("chair_b"), measure, "Klart.")
    done = finish_measure(actor, measure, "Alla är påminda.")
    assert finish_measure(actor, measure, "Igen.").done_text == done.done_text == "Alla är påminda."


def test_what_one_acts_on_is_done_and_is_no_control(cast: Cast) -> None:
    activity = decided(cast, "act")
    with pytest.raises(RuleBroken):
        result_of(cast, activity, finding="none", measure="")
    result_of(cast, activity, finding="done", measure="")
    report = control_report(2026, cast["A"])
    assert (len(report[0].rows), len(report[0].controls)) == (1, 0)


def test_a_control_of_every_tertial_waits_three_times(cast: Cast) -> None:
    activity = decided(cast, frequency=3)
    assert activity.days(2026) == [date(2026, 4, 30), date(2026, 8, 31), date(2026, 12, 31)]

    def waits(day: date) -> list[tuple[str, date | None]]:
        return [(todo.key, todo.due) for _kind, todo in todos_of(cast.actor("manager_a1"), day, ["control"])]

    assert waits(date(2026, 3, 1)) == []
    assert waits(date(2026, 4, 15)) == [(f"control:{activity.pk}:1", date(2026, 4, 30))]
    result_of(cast, activity)
    assert waits(date(2026, 4, 15)) == []
    assert waits(date(2026, 9, 15)) == [(f"control:{activity.pk}:2", date(2026, 8, 31))]


def test_what_waits_leaves_the_list_by_being_done(cast: Cast) -> None:
    plan = plan_of(cast)
    activity = control_of(cast, risk_in(cast, plan), due=date(2026, 3, 20))

    def waits(who: str) -> list[str]:
        return [todo.key for kind, todo in todos_of(cast.actor(who), DAY) if kind.name.startswith("control")]

    asked = f"control-plan:{cast['A'].pk}:2026:1"
    assert (waits("chair_a"), waits("manager_a1")) == ([asked], [])
    decide(cast, plan)
    assert (waits("chair_a"), waits("manager_a1")) == ([], [f"control:{activity.pk}:1"])
    measure = result_of(cast, activity).measures.get()
    assert waits("manager_a1") == [f"control-measure:{measure.pk}"]
    finish_measure(cast.actor("manager_a1"), measure, "Klart.")
    assert waits("manager_a1") == []


def test_next_years_plan_is_asked_for_in_the_autumn(cast: Cast) -> None:
    def asked(day: date) -> list[str]:
        return [todo.key for _kind, todo in todos_of(cast.actor("chair_a"), day, ["control-plan"])]

    assert asked(date(2026, 9, 30)) == []
    assert asked(date(2026, 10, 1)) == [f"control-plan:{cast['A'].pk}:2027:1"]


def test_the_report_counts_what_is_decided_and_what_was_found(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert control_counts(control_report(2026)).decided == 0
    result_of(cast, decided(cast))
    with django_assert_num_queries(7):
        report = control_report(2026)
    counts = control_counts(report)
    assert (counts.decided, counts.controls, counts.carried_out, counts.deviations, counts.open_measures) == (
        1,
        1,
        1,
        1,
        1,
    )
    mine = next(each for each in report if each.body == cast["A"])
    assert (mine.minor, mine.major, mine.late(date(2026, 5, 1)), mine.late(date(2026, 7, 1))) == (1, 0, 0, 1)
    tables = [block for block in control_blocks(report, 2026) if isinstance(block, Table)]
    assert (cast["A"].name, 1, 1, 1, 0, 1) in {row.cells for row in tables[0].rows}
    assert (cast["B"].name, None, None, None, None, None) in {row.cells for row in tables[0].rows}
    assert any("Två saknas." in row.cells for row in tables[1].rows)


def test_a_result_becomes_an_improvement_and_both_know(cast: Cast) -> None:
    activity = decided(cast)
    result = result_of(cast, activity)
    client = cast.client("manager_a1")
    url = f"{reverse('followup:new_improvement')}?kontroll={result.pk}&enhet={cast['A1'].pk}"
    assert "Den kommer ur kontrollen" in client.get(url).content.decode()
    assert client.post(url, {"unit": cast["A1"].pk, "title": "Lista i tid"}).status_code == 302
    improvement = Improvement.objects.get()
    assert (improvement.origin, improvement.control_result) == ("control", result)
    page = client.get(reverse("followup:improvement", args=[improvement.pk])).content.decode()
    plan = reverse("followup:control_plan", args=[activity.risk.plan_id])
    assert f"{plan}#resultat-{result.pk}" in page
    assert "Lista i tid" in client.get(plan).content.decode()
    with pytest.raises(Refused):
        raise_improvement(cast.actor("manager_b"), cast["A1"], title="Annat", control_result=result)


def test_the_wheel_reads_plans_and_tests(cast: Cast) -> None:
    keys = [(WheelWork.CONTROL_PLANS, 2026, 0), (WheelWork.COMPANY_REVIEWS, 2026, 0)]
    plans, reviews = (Reader(keys).read(key) for key in keys)
    assert cast["A"].pk in plans.left
    assert (reviews.done, reviews.total) == (0, len(decided_reviews(2026)))
    decided(cast)
    assert cast["A"].pk not in Reader(keys).read(keys[0]).left


def test_a_companys_test_is_prepared_then_decided_by_the_board_and_never_changes(cast: Cast) -> None:
    said = {"purpose": "yes", "powers": "partly", "grounds": "Årsredovisningen."}
    with pytest.raises(Refused):
        write_review(cast.actor("manager_a"), cast["bolaget"], 2025, 0, **said)
    review = write_review(cast.actor("controller"), cast["bolaget"], 2025, 0, **said)
    with pytest.raises(EditConflict):
        write_review(cast.actor("controller"), cast["bolaget"], 2025, 0, **said)
    with pytest.raises(RuleBroken):
        write_review(cast.actor("controller"), cast["A"], 2025, 0, **said)
    url = f"{reverse('followup:control_plans')}?ar=2025"
    assert "Årsredovisningen." not in cast.client("chair_b").get(url).content.decode()
    with pytest.raises(Refused):
        decide_review(cast.actor("controller"), review, cast.decision("KS"))
    with pytest.raises(RuleBroken):
        decide_review(system_actor(), review, cast.decision("KF"))
    decide_review(system_actor(), review, cast.decision("KS"))
    with pytest.raises(RuleBroken):
        write_review(cast.actor("controller"), cast["bolaget"], 2025, 2, **said | {"grounds": "Annat."})
    assert "Årsredovisningen." in cast.client("chair_b").get(url).content.decode()
    assert CompanyReview.objects.get().grounds == "Årsredovisningen."


def test_last_years_companies_wait_for_the_controller_and_then_for_the_board(cast: Cast) -> None:
    def asked(who: str, day: date = DAY) -> list[str]:
        return [todo.key for _kind, todo in todos_of(cast.actor(who), day, ["company-review"])]

    key = f"company-review:{cast['bolaget'].pk}:2025"
    assert asked("controller", date(2026, 1, 15)) == []
    assert asked("controller") == [f"{key}:write"]
    write_review(cast.actor("controller"), cast["bolaget"], 2025, 0, purpose="yes", powers="yes", grounds="Samråd.")
    assert asked("controller") == []
    table = reviews_blocks(decided_reviews(2025), 2025)[0]
    assert isinstance(table, Table)
    assert table.rows[0].cells == (cast["bolaget"].name, None, None, None, None)


def test_the_pages_write_what_the_forms_say(cast: Cast) -> None:
    client, chair = cast.client("head_a"), cast.client("chair_a")
    client.post(reverse("followup:begin_control_plan", args=[2026, cast["A"].pk]))
    plan = InternalControlPlan.objects.get()
    sent = {"unit": cast["A1"].pk, "process": "Inköp", "text": "Jäv", "category": "fraud", "version": 0}
    sent |= {"likelihood": 3, "consequence": 4, "choice": "control"}
    new = reverse("followup:new_risk", args=[plan.pk])
    assert client.post(new, sent | {"likelihood": 9}).status_code == 422
    risk_made = client.post(new, sent)
    what = reverse("followup:new_control", args=[Risk.objects.get().pk])
    assert risk_made.headers["Location"] == what
    said = {"text": "Bisysslor", "frequency": 3, "responsible": cast.user("head_a").pk, "version": 0}
    assert client.post(what, said).status_code == 302
    activity = ControlActivity.objects.get()
    edit = reverse("followup:edit_control", args=[activity.pk])
    assert client.post(edit, said | {"version": 1, "method": "Stickprov"}).status_code == 302
    assert client.post(edit, said | {"version": 1, "method": "Alla"}).status_code == 409
    way = reverse("followup:decide_control_plan", args=[plan.pk])
    assert chair.post(way, {"decision": cast.decision("A").pk}).status_code == 302
    result = reverse("followup:control_result", args=[activity.pk])
    written = {"day": "2026-03-02", "finding": "major", "text": "Allt är fel.", "measure": "Rätta"}
    assert client.post(result, written).status_code == 422
    assert client.post(result, written | {"measure_due": "2026-06-01"}).status_code == 302
    measure = ControlResult.objects.get().measures.get()
    assert client.post(reverse("followup:measure_done", args=[measure.pk]), {"how": "Rättat."}).status_code == 302
    page = client.get(reverse("followup:control_plan", args=[plan.pk])).content.decode()
    assert all(words in page for words in ("Allt är fel.", "större avvikelse", "Rättat.", "Stickprov"))
    report = client.get(reverse("followup:control_report") + "?ar=2026").content.decode()
    assert "Allt är fel." in report


def test_the_matrix_page_is_read_by_all_and_changed_by_the_controller(cast: Cast) -> None:
    edit = reverse("followup:edit_risk_matrix")
    sent = {"shown": 0, "likelihoods": "liten\nstor", "consequences": "mild\nsvår", "low_to": 1, "middle_to": 2}
    assert cast.client("head_a").post(edit, sent).status_code == 403
    controller = cast.client("controller")
    assert controller.post(edit, sent | {"middle_to": 9}).status_code == 422
    assert controller.post(edit, sent).status_code == 302
    conflict = controller.post(edit, sent | {"low_to": 1, "likelihoods": "a\nb"})
    assert conflict.status_code == 409
    assert f'value="{RiskMatrix.objects.get().pk}"' in conflict.content.decode()
    assert "svår" in cast.client("chair_b").get(reverse("followup:risk_matrix")).content.decode()


@pytest.mark.parametrize("name", [name for name, _role, _unit in PEOPLE])
def test_a_draft_and_its_controls_are_hidden_from_others_on_every_page(cast: Cast, name: str) -> None:
    plan = plan_of(cast)
    activity = control_of(cast, risk_in(cast, plan, text="Hemlig risk"))
    allowed = {"chair_a", "politician_a", "head_a", "controller", "auditor", "administrator"}
    client = cast.client(name)
    for way, key in (("control_plan", plan.pk), ("control_result", activity.pk), ("edit_control", activity.pk)):
        shown = client.get(reverse(f"followup:{way}", args=[key])).status_code
        assert (shown in {403, 404}) or name in allowed, way
    for way in ("control_plans", "control_report"):
        response = client.get(reverse(f"followup:{way}") + "?ar=2026")
        assert "Hemlig risk" not in response.content.decode()


@pytest.mark.parametrize("many", [1, 12])
def test_a_plan_and_the_report_cost_the_same_however_many_risks(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan = plan_of(cast)
    activities = [control_of(cast, risk_in(cast, plan, text=f"Risk {number}")) for number in range(many)]
    decide(cast, plan)
    for activity in activities:
        result_of(cast, ControlActivity.objects.get(pk=activity.pk))
    client = cast.client("auditor")
    for way, queries in (
        (reverse("followup:control_plan", args=[plan.pk]), 14),
        (reverse("followup:control_report") + "?ar=2026", 14),
        (reverse("followup:risk_matrix") + "?ar=2026", 7),
        (reverse("followup:control_plans") + "?ar=2026", 11),
    ):
        client.get(way)
        with CaptureQueriesContext(connection) as seen:
            client.get(way)
        assert len(seen) == queries, way
    with django_assert_num_queries(8):
        [*todos_of(cast.actor("manager_a1"), DAY, ["control", "control-measure"])]
