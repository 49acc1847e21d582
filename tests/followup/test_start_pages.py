"""The first pages: what each role finds there, and that a large municipality costs no more queries than a small one."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from followup.actions.steps import add_step, ask_question
from followup.models import Assessment, AssessmentState, Period, Status
from followup.queries.manager import activities_this_month
from followup.queries.politician import changed_since, last_time, our_goals, waiting_for_body
from followup.todo import todos_of
from goals.models import PlanItem
from sala_styr.seal.triggers.switch import unguarded
from tests.cast import Cast
from tests.followup.builders import assessment, dialogue, full_year, mission, period

THIS_YEAR = 2026
TODAY = date(2026, 9, 5)


def due_now() -> Period:
    """An open period that ended yesterday and is due in a fortnight, whatever day the test runs."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return period(
        yesterday.year,
        name="Nu",
        first_day=yesterday - timedelta(days=100),
        last_day=yesterday,
        due=yesterday + timedelta(days=14),
    )


def start(cast: Cast, name: str, **query: str) -> str:
    answer = cast.client(name).get(reverse("start"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def to_do(cast: Cast, name: str, *kinds: str) -> list[str]:
    """The titles of what waits for a person."""
    return [todo.title for _kind, todo in todos_of(cast.actor(name), kinds=kinds or None)]


# Politician


def test_a_politician_sees_the_goals_of_the_council_and_of_the_own_body_only(cast: Cast) -> None:
    chain = cast.chain()
    others = cast.item("focus", "B", parent=chain["goal"], title="Nämnd B:s fokusområde")
    ours = our_goals(cast.actor("chair_a"), THIS_YEAR)
    assert ours.vision == chain["vision"].title
    assert [(group.owner, [row.pk for row in group.rows]) for group in ours.groups] == [
        ("Kommunfullmäktige", [chain["goal"].pk]),
        ("Nämnd A", [chain["focus"].pk]),
    ]
    assert others.title not in start(cast, "chair_a")


def test_a_goal_nobody_has_reported_says_so_in_words(cast: Cast) -> None:
    cast.chain()
    assert "inte rapporterat" in start(cast, "chair_a")


def test_a_goal_shows_how_it_goes_and_when_we_last_talked(cast: Cast) -> None:
    chain, during = cast.chain(), period()
    assessment(chain["focus"], during, AssessmentState.APPROVED, status=Status.PARTLY)
    dialogue(cast, during, "A", "kontorA", date(2026, 5, 12), state="held")
    dialogue(cast, during, "KF", "A", date(2026, 6, 2), state="held")
    dialogue(cast, during, "KF", "B", date(2026, 6, 20), state="held")
    council, own = our_goals(cast.actor("chair_a"), THIS_YEAR).groups
    assert (own.rows[0].shown.word, own.rows[0].talked_on, own.rows[0].talked_with) == (
        "osäkert",
        date(2026, 5, 12),
        "Kontor A",
    )
    assert (council.rows[0].talked_on, council.rows[0].talked_with) == (date(2026, 6, 2), "Nämnd A")


def test_a_draft_of_how_it_goes_is_not_shown_to_the_politician(cast: Cast) -> None:
    chain = cast.chain()
    assessment(chain["focus"], period(), status=Status.NOT_MET)
    assert not our_goals(cast.actor("chair_a"), THIS_YEAR).groups[1].rows[0].shown.is_reported


def test_before_the_next_meeting_stands_what_waits(cast: Cast) -> None:
    chain, during = cast.chain(), due_now()
    assessment(chain["focus"], during, AssessmentState.SUBMITTED)
    talk = dialogue(cast, during, day=timezone.localdate() + timedelta(days=7), place="Sessionssalen")
    ask_question(cast.actor("head_a"), talk, "Vad vill nämnden med platserna?")
    add_step(cast.actor("head_a"), talk, "Besök tre skolor.", responsible=cast.user("chair_a"))
    text = start(cast, "chair_a")
    for words in (
        "Sessionssalen",
        "Väntar på er läsning",
        "Vad vill nämnden med platserna?",
        "Besök tre skolor.",
    ):
        assert words in text


def test_a_dialogue_that_waits_is_told_of_once_to_who_may_confirm_it_and_to_the_others_of_the_body(cast: Cast) -> None:
    talk = dialogue(cast, due_now(), day=timezone.localdate() - timedelta(days=2), state="held")
    address = reverse("followup:dialogue", args=[talk.pk])
    chair = start(cast, "chair_a")
    assert "Väntar på att bekräftas" not in chair
    assert f"gor-dialogue-confirm-{talk.pk}" in chair
    other = start(cast, "politician_a")
    assert "gor-dialogue-confirm" not in other
    assert address in other[other.index("Väntar på att bekräftas") :]


def test_changes_are_those_of_the_own_part_of_the_plan_in_the_last_month(cast: Cast) -> None:
    chain = cast.chain()
    cast.item("strategy", "verksB", title="Annans strategi")
    with unguarded():
        PlanItem.history.filter(id=chain["activity"].pk).update(history_date=timezone.now() - timedelta(days=60))
    titles = [title for title, _change in changed_since(cast.actor("chair_a"))]
    assert chain["strategy"].title in titles
    assert chain["activity"].title not in titles
    assert "Annans strategi" not in titles


# Manager


def test_a_manager_finds_what_to_assess_with_the_fields_right_there(cast: Cast) -> None:
    item, during = cast.chain()["activity"], due_now()
    text = start(cast, "manager_a1")
    assert item.title in text
    assert f'name="del-{item.pk}-status"' in text
    url = reverse("followup:assess", args=[during.pk, f"del-{item.pk}"])
    sent = {
        f"del-{item.pk}-version": "0",
        f"del-{item.pk}-status": "met",
        f"del-{item.pk}-comment": "Klart.",
        "gor": "lamna",
        "next": "/",
    }
    assert cast.client("manager_a1").post(url, sent).url == "/"
    assert Assessment.objects.get().state == AssessmentState.SUBMITTED
    assert f'name="del-{item.pk}-status"' not in start(cast, "manager_a1")


def test_htmx_gets_the_rows_new_look_in_its_place(cast: Cast) -> None:
    item, during = cast.chain()["activity"], due_now()
    url = reverse("followup:assess", args=[during.pk, f"del-{item.pk}"])
    sent = {
        f"del-{item.pk}-version": "0",
        f"del-{item.pk}-status": "met",
        f"del-{item.pk}-comment": "Klart.",
        "gor": "spara",
    }
    client = cast.client("manager_a1")
    sent["next"] = row_of(client, f"assess-{during.pk}-del-{item.pk}")
    text = client.post(url, sent, headers={"HX-Request": "true"}, follow=True).content.decode()
    assert "Utkastet är sparat" in text
    assert text.startswith("<li")
    assert "Klart.</textarea>" in text
    sent |= {"gor": "lamna", f"del-{item.pk}-version": "1"}
    text = client.post(url, sent, headers={"HX-Request": "true"}, follow=True).content.decode()
    assert "Bedömningen är inlämnad" in text
    assert "data-todo-done" in text


def row_of(client: Client, row: str, page: str = "/") -> str:
    """Where the form of a row of the to-do list leads afterwards."""
    html = client.get(page).content.decode()
    found = re.search(rf'id="gor-{row}".*?name="next" value="([^"]*)"', html, re.DOTALL)
    assert found is not None, row
    return unescape(found[1])


def test_what_is_returned_comes_first_with_the_word(cast: Cast) -> None:
    items, during = [cast.item("activity", "A1", title=f"Nr {n}") for n in range(3)], due_now()
    assessment(items[2], during, AssessmentState.RETURNED, returned_because="Skriv om kön.")
    assert to_do(cast, "manager_a1", "assess") == [item.title for item in (items[2], items[0], items[1])]
    assert "Skriv om kön." in start(cast, "manager_a1")


def test_the_manager_above_is_asked_to_read_what_units_below_have_handed_in(cast: Cast) -> None:
    during = due_now()
    assessment(cast.item("activity", "A1"), during, AssessmentState.SUBMITTED)
    assessment(mission(cast, "A2"), during, AssessmentState.DRAFT)
    assert to_do(cast, "manager_a", "judge") == ["Enhet A1 har lämnat in 1 bedömning"]
    assert "Enhet A1 har lämnat in 1 bedömning" in start(cast, "manager_a")


def test_a_head_below_a_committee_is_asked_about_its_goals_too(cast: Cast) -> None:
    chain = cast.chain()
    due_now()
    assert to_do(cast, "head_a", "assess") == [chain["focus"].title]
    assert to_do(cast, "manager_a", "assess") == [chain["strategy"].title]


def test_a_period_that_has_long_to_go_asks_for_nothing(cast: Cast) -> None:
    cast.chain()
    far = timezone.localdate() + timedelta(days=90)
    period(far.year, first_day=far - timedelta(days=120), last_day=far, due=far)
    assert to_do(cast, "manager_a1") == []


def test_the_activities_of_the_month_are_the_own_unfinished_ones(cast: Cast) -> None:
    own = cast.item("activity", "A1", title="Vår", end_date=date(2026, 9, 30))
    late = cast.item("activity", "A1", title="Sen", end_date=date(2026, 6, 30), activity_status="delayed")
    cast.item("activity", "A1", title="Klar", activity_status="done")
    cast.item("activity", "A1", title="Senare", start_date=date(2026, 10, 1))
    cast.item("activity", "B1", title="Andras")
    mine = cast.item("activity", "B1", title="Min", responsible=cast.user("manager_a1"), end_date=date(2026, 12, 1))
    assert activities_this_month(cast.actor("manager_a1"), TODAY) == [late, own, mine]


# Controller, auditor, administrator


def test_a_controller_sees_who_has_reported_by_committee_and_who_is_late(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    during = period(
        yesterday.year,
        first_day=yesterday - timedelta(days=100),
        last_day=yesterday - timedelta(days=30),
        due=yesterday,
    )
    items = [
        cast.item("activity", "A1", first_year=2020, last_year=2035),
        cast.item("strategy", "verksB", first_year=2020, last_year=2035),
    ]
    assessment(items[0], during, AssessmentState.SUBMITTED)
    text = start(cast, "controller", ar=str(yesterday.year))
    part = text[text.index('id="rapporterat"') :]
    assert "Nämnd A" in part
    assert "Dagen är passerad för" in part
    late = part[part.index("Dagen är passerad för") :]
    assert "Verksamhet B" in late
    assert "Enhet A1" not in late


def test_an_auditor_sees_changes_decisions_and_reports(cast: Cast) -> None:
    cast.chain()
    text = start(cast, "auditor")
    for words in ("Senaste ändringar", "Ett beslut", "Sök i hela historiken"):
        assert words in text


def test_an_administrator_sees_what_to_keep_and_whether_the_trees_are_sound(cast: Cast) -> None:
    cast.chain()
    text = start(cast, "administrator")
    assert text.count("trädet är helt") == 2
    assert "1 utan uppdrag" in text
    PlanItem.objects.filter(title="Ett fokusområde").update(lft=999)
    text = start(cast, "administrator")
    assert text.count("trädet är helt") == 1
    assert "1 fel" in text


def grow(cast: Cast, during: Period, size: int) -> None:
    """More of everything that the first pages show."""
    for number in range(size):
        goal = cast.item("goal", "KF", title=f"Mål {size} {number}")
        focus = cast.item("focus", "A", parent=goal, title=f"Fokus {size} {number}")
        strategy = cast.item("strategy", "verksA", parent=focus, title=f"Strategi {size} {number}")
        activity = cast.item(
            "activity", "A1", parent=strategy, title=f"Aktivitet {size} {number}", responsible=cast.user("staff_a1")
        )
        assessment(goal, during, AssessmentState.SUBMITTED)
        assessment(activity, during, AssessmentState.SUBMITTED)
        assessment(focus, during, AssessmentState.DRAFT, written_by=cast.user("head_a"))
        talk = dialogue(cast, during, day=timezone.localdate() + timedelta(days=number))
        ask_question(cast.actor("head_a"), talk, "En fråga?")
        add_step(cast.actor("head_a"), talk, "Ett steg.", responsible=cast.user("head_a"))
        dialogue(cast, during, day=timezone.localdate() - timedelta(days=number + 1))


@pytest.mark.parametrize(
    "name", ["chair_a", "kf_chair", "head_a", "manager_a", "manager_a1", "controller", "auditor", "administrator"]
)
def test_a_first_page_costs_the_same_queries_in_a_larger_municipality(cast: Cast, name: str) -> None:
    during, client, counts = due_now(), cast.client(name), []
    for size in (8, 16):
        grow(cast, during, size)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("start")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_closed_year_does_not_come_back_as_work(cast: Cast) -> None:
    cast.chain()
    full_year(2025, is_open=False)
    assert to_do(cast, "manager_a1") == []


def test_what_waits_for_a_body_is_what_its_elected_may_approve(cast: Cast) -> None:
    chain, during = cast.chain(), due_now()
    head_office = cast.item("strategy", "kontorA")
    for thing in (
        chain["goal"],
        chain["focus"],
        chain["strategy"],
        chain["activity"],
        head_office,
        mission(cast, "kontorA"),
    ):
        assessment(thing, during, AssessmentState.SUBMITTED)
    assessment(cast.item("focus", "A", title="Utkast"), during)
    found = {(each.unit, each.count) for each in waiting_for_body(cast.actor("chair_a"))}
    assert found == {("Nämnd A", 1), ("Kontor A", 2)}
    assert {(each.unit, each.count) for each in waiting_for_body(cast.actor("kf_chair"))} == {("Kommunfullmäktige", 1)}
    assert waiting_for_body(cast.actor("chair_b")) == []


def test_news_are_counted_from_the_bodys_last_decision_or_for_a_month(cast: Cast) -> None:
    today = timezone.localdate()
    assert last_time(cast.actor("politician_a")) == today - timedelta(days=30)
    cast.decision("A", day=today - timedelta(days=200))
    assert last_time(cast.actor("politician_a")) == today - timedelta(days=30)
    cast.decision("A", day=today - timedelta(days=50))
    assert last_time(cast.actor("politician_a")) == today - timedelta(days=50)
    page = cast.client("politician_a").get("/")
    assert f"/mal/andrat/?ar={today.year}&amp;sedan={today - timedelta(days=50)}" in page.content.decode()
