"""Att göra: what waits for whom, done in the row, and as quick for five hundred things as for five."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from budget.models import DeviationNote
from followup.actions.questions import ask_about_goal
from followup.actions.steps import add_step
from followup.models import Assessment, AssessmentState, NextStep, Period
from followup.queries.together import with_answers
from followup.todo import todo_kinds, todos_of
from followup.views.todo import when_group, when_in_words
from goals.models import Assignment, AssignmentReceiver, PlanItem
from sala_styr import trees
from sala_styr.decisions.actions import set_year_state
from sala_styr.decisions.models import YearState
from sala_styr.history import bulk_create, recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import Money
from tests.cast import Cast
from tests.followup.builders import assessment, dialogue, mission, period

today = timezone.localdate  # asked each time: a run may go past midnight
YEAR = today().year


def due_now(**fields: Any) -> Period:
    """A period that ended yesterday and is due in a fortnight."""
    last = today() - timedelta(days=1)
    days = {"first_day": last - timedelta(days=100), "last_day": last, "due": today() + timedelta(days=14)}
    return period(last.year, name="Nu", **days | fields)


def to_do(cast: Cast, name: str, *kinds: str) -> list[str]:
    return [todo.key for _kind, todo in todos_of(cast.actor(name), kinds=kinds or None)]


def shown(client: Client, **query: str) -> str:
    answer = client.get(reverse("followup:todo"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def after(html: str, key: str) -> str:
    """Where the form of a row leads when it has been sent."""
    found = re.search(rf'id="gor-{key.replace(":", "-")}".*?name="next" value="([^"]*)"', html, re.DOTALL)
    assert found is not None, key
    return unescape(found[1])


# For whom


def test_what_is_to_be_assessed_waits_for_those_who_hand_it_in(cast: Cast) -> None:
    chain, during = cast.chain(), due_now()
    key = f"assess:{during.pk}:del-"
    assert to_do(cast, "manager_a1", "assess") == [f"{key}{chain['activity'].pk}"]
    assert to_do(cast, "head_a", "assess") == [f"{key}{chain['focus'].pk}"]
    assert to_do(cast, "controller", "assess") == [f"{key}{chain['goal'].pk}"]
    assert to_do(cast, "chair_a", "assess") == to_do(cast, "manager_b", "assess") == []


def test_staff_draft_and_are_asked_again_only_when_it_comes_back(cast: Cast) -> None:
    item, during = cast.item("activity", "A1"), due_now()
    assert len(to_do(cast, "staff_a1", "assess")) == 1
    found = assessment(item, during)
    assert to_do(cast, "staff_a1", "assess") == []
    assert len(to_do(cast, "manager_a1", "assess")) == 1
    Assessment.objects.filter(pk=found.pk).update(state=AssessmentState.RETURNED, returned_because="Mer om kön.")
    assert len(to_do(cast, "staff_a1", "assess")) == 1


def test_what_is_handed_in_waits_for_the_one_who_approves(cast: Cast) -> None:
    chain, during = cast.chain(), due_now()
    assessment(chain["focus"], during, AssessmentState.SUBMITTED)
    assessment(mission(cast, "kontorA"), during, AssessmentState.SUBMITTED)
    assessment(chain["activity"], during, AssessmentState.SUBMITTED)
    own, office = (f"judge:{during.pk}:{cast[code].pk}" for code in ("A", "kontorA"))
    assert sorted(to_do(cast, "chair_a", "judge")) == sorted([own, office])
    assert to_do(cast, "politician_a", "judge") == []
    assert to_do(cast, "manager_a", "judge") == [f"judge:{during.pk}:{cast['A1'].pk}"]


def test_a_dialogue_waits_for_each_side_until_it_has_confirmed(cast: Cast) -> None:
    during = due_now()
    talk = dialogue(cast, during, day=today() - timedelta(days=2), state="held")
    key = [f"dialogue-confirm:{talk.pk}"]
    assert to_do(cast, "chair_a", "dialogue-confirm") == to_do(cast, "head_a", "dialogue-confirm") == key
    talk.lower_confirmed_by, talk.lower_confirmed_at = cast.user("head_a"), timezone.now()
    talk.save()
    assert to_do(cast, "head_a", "dialogue-confirm") == []
    assert to_do(cast, "chair_a", "dialogue-confirm") == key
    assert to_do(cast, "chair_b", "dialogue-confirm") == []


def test_before_a_dialogue_the_side_that_has_not_written_is_asked(cast: Cast) -> None:
    talk = dialogue(cast, due_now(), day=today() + timedelta(days=7), lower_picture="Så här är det.")
    assert to_do(cast, "chair_a", "dialogue-prepare") == [f"dialogue-prepare:{talk.pk}"]
    assert to_do(cast, "head_a", "dialogue-prepare") == []


def test_an_activity_near_its_end_waits_for_the_one_named_else_the_manager(cast: Cast) -> None:
    soon = {"first_year": YEAR, "last_year": YEAR, "end_date": today() + timedelta(days=3)}
    nobodys = cast.item("activity", "A1", **soon)
    named = cast.item("activity", "A1", responsible=cast.user("staff_a1"), **soon)
    cast.item("activity", "A1", activity_status="done", **soon)
    cast.item("activity", "A1", **soon | {"end_date": today() + timedelta(days=30)})
    assert to_do(cast, "manager_a1", "activity") == [f"activity:{nobodys.pk}"]
    assert to_do(cast, "staff_a1", "activity") == [f"activity:{named.pk}"]


def test_a_forecast_is_asked_for_where_there_is_a_budget_and_none_as_late(cast: Cast) -> None:
    during = due_now()
    money = Money(cast, during.year)
    money.line("A1", "5010", -12_000)
    key = [f"forecast:{during.pk}:{cast['A1'].pk}"]
    assert to_do(cast, "manager_a1", "forecast") == key
    assert to_do(cast, "manager_a", "forecast") == to_do(cast, "manager_b", "forecast") == []
    if during.last_day.month > 1:
        money.forecast("A1", during.last_day.month - 1, -12_000)
        assert to_do(cast, "manager_a1", "forecast") == key
    money.forecast("A1", during.last_day.month, -12_000)
    assert to_do(cast, "manager_a1", "forecast") == []


def test_a_forecast_too_far_from_the_budget_waits_for_words_until_a_new_one_has_them(cast: Cast) -> None:
    money = Money(cast, YEAR)
    set_year_state(cast.actor("controller"), YEAR, YearState.OPEN)
    money.allocate("verksA", "A1", 1_000_000)
    given = money.forecast("A1", 8, -1_000_000)
    assert to_do(cast, "manager_a1", "deviation") == []
    money.allocate("A1", "verksA", 200_000)
    assert to_do(cast, "manager_a1", "deviation") == [f"deviation:{given.pk}"]
    for name in ("manager_a", "staff_a1", "controller", "chair_a", "manager_b"):
        assert to_do(cast, name, "deviation") == []
    assert "−200" in shown(cast.client("manager_a1"), slag="deviation")
    with recording(system_actor(), "Test"):
        note = DeviationNote.objects.create(forecast=given, amount=-200_000_00, limit=1, cause="Pengar flyttades.")
    assert to_do(cast, "manager_a1", "deviation") == [f"deviation:{given.pk}"]  # of a deficit also the measure
    with recording(system_actor(), "Test"):
        note.remedy = "Färre vikarier."
        note.save()
    assert to_do(cast, "manager_a1", "deviation") == []


def test_a_detail_budget_that_is_open_waits_for_its_manager(cast: Cast) -> None:
    money = Money(cast, 2026)
    money.line("A1", "5010", -12_000)
    found = [todo for _kind, todo in todos_of(cast.actor("manager_a1"), date(2026, 5, 1), ["lock"])]
    assert [todo.key for todo in found] == [f"lock:2026:{cast['A1'].pk}"]
    money.lock("A1")
    assert todos_of(cast.actor("manager_a1"), date(2026, 5, 1), ["lock"]) == []


def test_a_question_about_a_goal_waits_for_its_owner(cast: Cast) -> None:
    chain = cast.chain()
    asked = ask_about_goal(cast.actor("kf_chair"), chain["focus"], "Räcker platserna?")
    key = [f"goal-question:{asked.pk}"]
    assert to_do(cast, "chair_a", "goal-question") == to_do(cast, "head_a", "goal-question") == key
    assert to_do(cast, "politician_a", "goal-question") == to_do(cast, "chair_b", "goal-question") == []


# The page


def test_the_list_is_narrowed_by_its_address_and_grouped(cast: Cast) -> None:
    chain, during = cast.chain(), due_now()
    talk = dialogue(cast, during, day=today(), upper_picture="x", lower_picture="y")
    add_step(
        cast.actor("head_a"), talk, "Besök skolan.", responsible=cast.user("head_a"), due=today() - timedelta(days=3)
    )
    client = cast.client("head_a")
    html = shown(client)
    assert html.index("Dagen har passerat") < html.index("Besök skolan.") < html.index(chain["focus"].title)
    assert "3 dagar sen" in html
    only = shown(client, slag="step")
    assert "Besök skolan." in only
    assert f"gor-assess-{during.pk}" not in only
    assert "Besök skolan." in shown(client, sena="ja")
    assert f"gor-assess-{during.pk}" not in shown(client, sena="ja")
    assert re.search(r"<h2[^>]*>Bedömningar att skriva</h2>", shown(client, grupp="slag"))
    assert "Inget sådant att göra" in shown(client, slag="finns-inte")


def test_nothing_to_do_is_a_good_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for asked_by_the_calendar in ("plans_to_decide", "reviews_waiting"):
        monkeypatch.setattr(f"followup.contributions.todo_control.{asked_by_the_calendar}", lambda _actor, _today: [])
    assert "Inget mer att göra just nu" in shown(cast.client("manager_b"))
    for name in ("chair_b", "manager_b", "controller", "auditor", "administrator"):
        assert "Inget mer att göra just nu" in cast.client(name).get("/").content.decode()


def test_a_step_is_told_of_in_its_row_and_stays_until_the_dialogue_closes_it(cast: Cast) -> None:
    talk = dialogue(cast, due_now(), day=today(), upper_picture="x", lower_picture="y")
    step = add_step(cast.actor("head_a"), talk, "Besök skolan.", responsible=cast.user("head_a"))
    client, url = cast.client("head_a"), reverse("followup:report_step", args=[step.pk])
    sent = {"outcome": "Vi var där i går.", "next": after(shown(client), f"step:{step.pk}")}
    text = client.post(url, sent, headers={"HX-Request": "true"}, follow=True).content.decode()
    assert text.lstrip().startswith("<li")
    assert "Sparat. Ni tar upp det i nästa dialog." in text
    assert "Vi var där i går." in text
    assert NextStep.objects.get().outcome == "Vi var där i går."
    plain = client.post(url, sent | {"outcome": "Klart."}, follow=True)
    assert plain.redirect_chain[-1][0] == reverse("followup:todo")
    assert "Sparat. Ni tar upp det i nästa dialog." in plain.content.decode()


def test_what_needs_to_be_put_right_is_said_in_the_row(cast: Cast) -> None:
    item, during = cast.item("activity", "A1", first_year=2020, last_year=2040), due_now()
    client, key = cast.client("manager_a1"), f"assess:{during.pk}:del-{item.pk}"
    sent = {
        f"del-{item.pk}-version": "0",
        f"del-{item.pk}-status": "met",
        "gor": "lamna",
        "next": after(shown(client), key),
    }
    answer = client.post(
        reverse("followup:assess", args=[during.pk, f"del-{item.pk}"]), sent, headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.lstrip().startswith("<li")
    assert "Skriv en kommentar" in text
    assert not Assessment.objects.exists()


def test_a_forged_mark_shows_nothing_of_anybodys(cast: Cast) -> None:
    url = reverse("followup:todo_done")
    text = cast.client("head_a").get(
        url, {"rad": "påhittad", "till": "https://annan.example/"}, headers={"HX-Request": "true"}
    )
    assert text.status_code == 200
    assert "Klart." in text.content.decode()
    away = cast.client("head_a").get(url, {"rad": "påhittad", "till": "https://annan.example/"})
    assert away["Location"] == reverse("followup:todo")


@pytest.mark.parametrize(
    ("days", "words", "group"),
    [
        (0, "i dag", "I dag"),
        (1, "i morgon", "Inom en vecka"),
        (-1, "1 dag sen", "Dagen har passerat"),
        (-3, "3 dagar sen", "Dagen har passerat"),
        (5, "om 5 dagar", "Inom en vecka"),
        (40, "4 maj 2026", "Senare"),
    ],
)
def test_the_day_is_said_as_one_would_say_it(days: int, words: str, group: str) -> None:
    today = date(2026, 3, 25)
    due = today + timedelta(days=days)
    assert (when_in_words(due, today), when_group(due, today)) == (words, group)
    assert (when_in_words(None, today), when_group(None, today)) == ("när du hinner", "Utan dag")


def test_what_is_asked_first_leaves_nothing_out(cast: Cast) -> None:
    during = due_now()
    grow(cast, during, 5)
    dialogue(cast, during, day=today() + timedelta(days=7))
    assessment(cast.item("activity", "A1"), during, AssessmentState.SUBMITTED)
    for name in ("head_a", "chair_a", "kf_chair", "controller", "manager_a1", "politician_a", "auditor"):
        alone = [key for kind in todo_kinds() for key in to_do(cast, name, kind.name)]
        assert sorted(to_do(cast, name)) == sorted(alone), name


def test_what_nobody_can_have_is_not_asked_for(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert with_answers({}) == frozenset()
        assert with_answers({"a": NextStep.objects.none(), "b": NextStep.objects.filter(pk__in=[])}) == frozenset()
    assert len(queries) == 0
    grow(cast, due_now(), 5)
    found = with_answers({"a": NextStep.objects.order_by("due"), "b": Assessment.objects.all()})
    assert found == {"a"}


# As quick for five hundred


def grow(cast: Cast, during: Period, count: int) -> None:
    """So many things more for head_a, of six kinds."""
    share, head = -(-count // 5), cast.user("head_a")
    with recording(system_actor(), "Test"):
        step, office = cast.levels["strategy"], cast.levels["activity"]
        strategies = [_item(step, cast, f"Strategi {count} {n}") for n in range(share)]
        late = {"end_date": today() - timedelta(days=2), "responsible": head}
        activities = [_item(office, cast, f"Aktivitet {count} {n}", **late) for n in range(share)]
        trees.bulk_insert(PlanItem, [*strategies, *activities], [None] * (2 * share))
        talk = dialogue(cast, during, day=today(), upper_picture="x", lower_picture="y")
        bulk_create(NextStep, [NextStep(dialogue=talk, text=f"Steg {n}", responsible=head) for n in range(share)])
        decision = cast.decision("A")
        given = [
            Assignment(number=f"A {count}-{n}", title=f"Uppdrag {n}", giver=cast["A"], decision=decision, due=today())
            for n in range(share)
        ]
        bulk_create(Assignment, given)
        bulk_create(AssignmentReceiver, [AssignmentReceiver(assignment=each, unit=cast["kontorA"]) for each in given])
    asked = cast.actor("kf_chair")
    for item in strategies[: max(1, share // 5)]:
        ask_about_goal(asked, item, "Hur går det?")


def _item(step: Any, cast: Cast, title: str, **fields: Any) -> PlanItem:
    return PlanItem(
        step=step, owner=cast["kontorA"], state="active", title=title, first_year=2020, last_year=2040, **fields
    )


def test_five_hundred_things_cost_as_many_queries_as_five(cast: Cast) -> None:
    during, client = due_now(), cast.client("head_a")
    todo = reverse("followup:todo")
    kinds = ("assess", "activity", "step", "assignment")
    alike = [*(f"{todo}?slag={kind}" for kind in kinds), reverse("followup:activities")]
    counts: list[list[int]] = []
    for size in (5, 495):
        grow(cast, during, size)
        # The first rows of many are of fewer kinds than those of few: then it may cost less, never more.
        counts.append([queries_of(client, page) for page in (*alike, todo, "/")])
    few, many = counts
    assert len(to_do(cast, "head_a")) >= 500
    assert few[: len(alike)] == many[: len(alike)]
    assert all(late <= early for early, late in zip(few, many, strict=True))


def queries_of(client: Client, page: str) -> int:
    """How many queries the page takes the second time."""
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)
