"""Drafts stay with those who write them: in every query, column and history (invariant 20)."""

from datetime import UTC, date, datetime

import pytest
from django.http import Http404
from django.urls import reverse

from followup import rules
from followup.models import Assessment, AssessmentState, Status
from followup.queries.assessments import (
    as_row,
    count_statuses,
    latest_assessments,
    published_in,
    through_the_years,
    visible_to,
)
from followup.queries.places import place_of
from followup.queries.things import is_political, owner_of
from goals.queries.scales import scales_of
from sala_styr.history.readers import object_for
from sala_styr.organisation.actor import ANONYMOUS
from tests.cast import PEOPLE, Cast
from tests.followup.builders import assessment, dialogue, full_year, mission, period

NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)
EVERYBODY = [name for name, _role, _unit in PEOPLE]


def everything(cast: Cast) -> dict[str, Assessment]:
    """A draft of each kind of thing."""
    chain, during = cast.chain(), period()
    things = {
        "goal": chain["goal"],
        "focus": chain["focus"],
        "strategy": chain["strategy"],
        "activity": chain["activity"],
        "mission": mission(cast, "A1"),
        "other": cast.item("strategy", "verksB"),
    }
    return {name: assessment(thing, during) for name, thing in things.items()}


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_table_of_drafts_follows_the_same_rule_as_each_draft(cast: Cast, name: str) -> None:
    drafts, actor = everything(cast), cast.actor(name)
    seen = set(visible_to(actor).values_list("pk", flat=True))
    for row in drafts.values():
        thing = row.plan_item or row.core_mission
        allowed = actor.is_known and rules.may_read_draft(actor, place_of(owner_of(thing)))
        assert (row.pk in seen) == allowed, str(row)


@pytest.mark.parametrize("state", AssessmentState.values)
def test_others_read_what_is_handed_in_and_nothing_before(cast: Cast, state: str) -> None:
    row = assessment(cast.chain()["activity"], period(), state)
    shown = list(visible_to(cast.actor("chair_b")))
    assert shown == ([row] if state in ("submitted", "approved") else [])


def test_nobody_without_appointment_reads_anything(cast: Cast) -> None:
    assessment(cast.chain()["activity"], period(), AssessmentState.APPROVED)
    assert not visible_to(cast.actor("outsider")).exists()
    assert not visible_to(ANONYMOUS).exists()


def test_the_newest_of_the_year_is_shown_and_never_last_years(cast: Cast) -> None:
    item = cast.chain()["activity"]
    assessment(item, full_year(2025), AssessmentState.APPROVED, comment="I fjol.")
    assert latest_assessments(cast.actor("controller"), 2026) == {}
    assessment(item, period(name="Tertial 1"), AssessmentState.APPROVED, comment="I våras.")
    autumn = period(name="Oktober", last_day=date(2026, 10, 31), due=date(2026, 11, 20))
    assessment(item, autumn, AssessmentState.SUBMITTED, comment="I höstas.")
    assert latest_assessments(cast.actor("chair_b"), 2026)[item.pk].comment == "I höstas."


def test_a_newer_draft_does_not_hide_what_others_may_read(cast: Cast) -> None:
    item = cast.chain()["activity"]
    assessment(item, period(name="Tertial 1", last_day=date(2026, 4, 30)), AssessmentState.APPROVED, comment="Godkänd.")
    assessment(item, period(), comment="Utkast.")
    assert latest_assessments(cast.actor("chair_b"), 2026)[item.pk].comment == "Godkänd."
    assert latest_assessments(cast.actor("staff_a1"), 2026)[item.pk].comment == "Utkast."


def test_what_is_published_is_the_same_whoever_asks_and_holds_no_drafts(cast: Cast) -> None:
    chain, during = cast.chain(), period()
    assessment(chain["activity"], during)
    handed_in = assessment(chain["strategy"], during, AssessmentState.SUBMITTED)
    assert {row.pk for row in published_in(during).values()} == {handed_in.pk}


def test_all_periods_of_an_item_newest_first(cast: Cast) -> None:
    item = cast.chain()["activity"]
    assessment(item, full_year(2025), AssessmentState.APPROVED)
    assessment(item, period(), AssessmentState.SUBMITTED)
    assert [row.period for row in through_the_years(cast.actor("chair_b"), item)] == [
        "Delår augusti 2026",
        "Helår 2025",
    ]


def test_the_history_of_a_handed_in_assessment_keeps_its_drafts_from_others(cast: Cast) -> None:
    row = assessment(cast.chain()["activity"], period(), AssessmentState.APPROVED)
    for name in ("staff_a1", "manager_a", "controller", "auditor"):
        assert object_for(cast.actor(name), "followup.assessment", row.pk) == row
    for name in ("chair_a", "manager_b", "outsider"):
        with pytest.raises(Http404):
            object_for(cast.actor(name), "followup.assessment", row.pk)


def test_statuses_are_counted_and_nothing_is_averaged(cast: Cast) -> None:
    during = period()
    items = [cast.item("activity", "A1", title=str(number)) for number in range(5)]
    said = {
        item.pk: as_row(
            assessment(item, during, AssessmentState.APPROVED, status=status, cannot_reason="Saknar underlag."),
            scales_of(2026),
        )
        for item, status in zip(items, [Status.MET, Status.MET, Status.NOT_MET, Status.CANNOT_ASSESS], strict=False)
    }
    counts = count_statuses([item.pk for item in items], said, Status.values)
    assert counts == {"met": 2, "partly": 0, "not_met": 1, "cannot": 1, "": 1}


def test_is_political_follows_the_level_and_for_a_core_mission_the_unit(cast: Cast) -> None:
    chain = cast.chain()
    assert [is_political(chain[step]) for step in ("goal", "focus", "strategy", "activity")] == [
        True,
        True,
        False,
        False,
    ]
    assert not is_political(mission(cast, "A1"))


def test_how_a_dialogue_was_written_is_for_those_who_followed_it(cast: Cast) -> None:
    talk = dialogue(cast, period(), state="confirmed", upper_confirmed_at=NOON, lower_confirmed_at=NOON)
    for name in ("chair_a", "head_a", "auditor", "controller"):
        assert object_for(cast.actor(name), "followup.dialogue", talk.pk) == talk
    for name in ("chair_b", "manager_a1", "outsider"):
        with pytest.raises(Http404):
            object_for(cast.actor(name), "followup.dialogue", talk.pk)
    page = cast.client("chair_b").get(reverse("followup:dialogue", args=[talk.pk])).content.decode()
    assert "Historik" not in page


def test_a_reader_of_a_handed_in_assessment_is_not_shown_its_drafts(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    assessment(item, during, AssessmentState.SUBMITTED)
    url = reverse("followup:assess", args=[during.pk, f"del-{item.pk}"])
    assert "Historik" in cast.client("manager_a").get(url).content.decode()
    assert "Historik" not in cast.client("chair_b").get(url).content.decode()
