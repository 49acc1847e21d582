"""Kvar att koppla as people meet it: each thing with the step that mends it, offered to those who may take it."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from goals import actions
from goals.models import ActivityStatus, ItemState, PlanItem
from tests.cast import Cast
from tests.goals.big_plan import grow

PAGE = "/mal/kvar/?ar=2026"


def text(cast: Cast, name: str) -> str:
    return cast.client(name).get(PAGE).content.decode()


def section(html: str, anchor: str) -> str:
    """One group of the page, "" where it is not there."""
    found = re.search(rf'<section aria-labelledby="{anchor}">.*?</section>', html, re.S)
    return found[0] if found else ""


def test_somebody_is_made_responsible_right_there(cast: Cast) -> None:
    item = cast.item("activity", "A1", title="Ingens")
    html = section(text(cast, "manager_a1"), "utan-ansvarig")
    names = re.findall(r'<option value="\d+">([^<]+)', html)
    assert names == ["Manager A1 Exempel", "Staff A1 Exempel", "Manager A Exempel", "Head A Exempel"]
    answer = cast.client("manager_a1").post(
        f"/mal/{item.pk}/ansvarig/", {"responsible": cast.user("staff_a1").pk, "next": f"{PAGE}#utan-ansvarig"}
    )
    assert answer.url == f"{PAGE}#utan-ansvarig"
    item.refresh_from_db()
    assert item.responsible == cast.user("staff_a1")
    assert item.history.first().history_user == cast.user("manager_a1")
    assert section(text(cast, "manager_a1"), "utan-ansvarig") == ""


@pytest.mark.parametrize("name", ["manager_b", "chair_a", "controller", "auditor", "outsider"])
def test_those_who_may_not_see_it_without_the_form_and_are_refused(cast: Cast, name: str) -> None:
    item = cast.item("activity", "A1", title="Ingens")
    html = section(text(cast, name), "utan-ansvarig")
    assert "Ingens" in html
    assert "<form" not in html
    person = {"responsible": cast.user("staff_a1").pk}
    assert cast.client(name).post(f"/mal/{item.pk}/ansvarig/", person).status_code == 403
    item.refresh_from_db()
    assert item.responsible is None


def test_nobody_and_somebody_else_first_are_told_calmly(cast: Cast) -> None:
    item = cast.item("activity", "A1", title="Ingens")
    client = cast.client("manager_a1")
    for wrong in ("", "abc", "987654"):
        answer = client.post(f"/mal/{item.pk}/ansvarig/", {"responsible": wrong})
        assert "Välj vem som ansvarar" in answer.content.decode()
    PlanItem.objects.filter(pk=item.pk).update(responsible=cast.user("manager_a"))
    answer = client.post(f"/mal/{item.pk}/ansvarig/", {"responsible": cast.user("staff_a1").pk})
    assert "hann före" in answer.content.decode()
    item.refresh_from_db()
    assert item.responsible == cast.user("manager_a")


def test_a_draft_waits_for_the_chairs_decision(cast: Cast) -> None:
    draft = cast.item("focus", "A", state=ItemState.DRAFT, title="Ett utkast")
    link = f'href="/mal/{draft.pk}/besluta/"'
    assert link in section(text(cast, "chair_a"), "vantar-beslut")
    seen = section(text(cast, "politician_a"), "vantar-beslut")
    assert "Ett utkast" in seen
    assert link not in seen
    assert section(text(cast, "chair_b"), "vantar-beslut") == ""


def test_activities_whose_last_day_has_passed_are_listed_until_they_are_done(cast: Cast) -> None:
    day = date(2026, 1, 31)
    late = cast.item("activity", "A1", title="Sen", end_date=day, activity_status=ActivityStatus.ONGOING)
    cast.item("activity", "A1", title="Gjord", end_date=day, activity_status=ActivityStatus.DONE)
    html = section(text(cast, "outsider"), "sena")
    assert "Sen" in html
    assert "Gjord" not in html
    actions.set_activity_status(cast.actor("manager_a1"), late, ActivityStatus.DONE)
    assert section(text(cast, "outsider"), "sena") == ""


def test_who_has_not_answered_is_a_table_in_words(cast: Cast) -> None:
    chain = cast.chain()
    actions.say_not_concerned(cast.actor("chair_b"), chain["goal"], cast["B"], 2026, reason="Inte vi.")
    html = section(text(cast, "outsider"), "svar")
    row = html[html.index(chain["goal"].title) :]
    words = re.findall(r"<span>(svarar|berör inte|inte svarat)</span>", row)
    assert words == ["inte svarat", "svarar", "berör inte", "inte svarat"]
    assert "/beror-inte/" not in html
    lonely = cast.item("goal", "KF", parent=chain["vision"])
    assert f"/mal/{lonely.pk}/beror-inte/{cast['A'].pk}/" in section(text(cast, "politician_a"), "svar")


def test_a_goal_that_all_have_answered_is_not_in_the_table(cast: Cast) -> None:
    chain = cast.chain()
    for owner in ("KS", "B", "bolaget"):
        cast.item("focus", owner, parent=chain["goal"])
    assert section(text(cast, "outsider"), "svar") == ""


def test_the_titles_are_the_models_own_words(cast: Cast) -> None:
    cast.chain()
    level = cast.levels["focus"]
    type(level).objects.filter(pk=level.pk).update(plural="nämndmål")
    cast.item("focus", "A", parent=PlanItem.objects.get(step=cast.levels["goal"]))
    assert "Nämndmål utan aktivitet" in text(cast, "outsider")


def test_the_page_costs_the_same_queries_for_fifty_and_for_a_thousand(cast: Cast) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = cast.client("manager_a")
    counts: list[Any] = []
    for size in (1, 24):
        grow(cast, size)
        with CaptureQueriesContext(connection) as queries:
            html = client.get(PAGE).content.decode()
        assert html.count("<select") <= 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_is_decided_without_anybody_leads_to_where_a_person_is_chosen(cast: Cast) -> None:
    goal = cast.item("goal", "KF", title="Ingens mål")
    link = f"?ar=2026&amp;del={goal.pk}"
    assert link in section(text(cast, "kf_politician"), "utan-ansvarig")
    seen = section(text(cast, "politician_a"), "utan-ansvarig")
    assert "Ingens mål" in seen
    assert link not in seen
    address = f"{reverse('goals:bulk')}?ar=2026&del={goal.pk}"
    assert cast.client("kf_politician").get(address).status_code == 200
