"""Writing together: who writes what, texts that merge, the way from draft to approved, comments."""

import pytest
from django.urls import reverse

from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.text_merge import Typed
from sala_styr.writing.actions import reports as begin
from sala_styr.writing.actions import sections as verbs
from sala_styr.writing.actions.templates import change_template
from sala_styr.writing.models import ReportSection, SectionState, WrittenReport
from sala_styr.writing.queries import is_complete, sections_of, state_counts
from sala_styr.writing.rules import may_hand_in, may_judge, may_write, readable_reports, readable_sections
from tests.cast import PEOPLE, Cast
from tests.writing.builders import section, unit_report, unit_template, whole_report, whole_template, written

pytestmark = pytest.mark.django_db
EVERYBODY = [name for name, _role, _unit in PEOPLE]


def allowed(cast: Cast, rule: object, found: ReportSection) -> set[str]:
    return {name for name in EVERYBODY if rule(cast.actor(name), found)}  # type: ignore[operator]


def test_a_units_text_is_written_by_its_officials_handed_in_by_its_manager_and_read_by_controllers(cast: Cast) -> None:
    found = section(unit_report(cast), "Uppdrag")
    found.owner_unit = cast.units["verksA"]
    assert allowed(cast, may_write, found) == {"head_a", "manager_a", "controller"}
    assert allowed(cast, may_hand_in, found) == {"head_a", "manager_a", "controller"}
    found.owner_unit = cast.units["A1"]
    assert allowed(cast, may_write, found) == {"head_a", "manager_a", "manager_a1", "staff_a1", "controller"}
    assert allowed(cast, may_hand_in, found) == {"head_a", "manager_a", "manager_a1", "controller"}
    assert allowed(cast, may_judge, found) == {"head_a", "controller"}  # whose office writes for the committee


def test_a_chairs_words_are_the_chairs(cast: Cast) -> None:
    assert allowed(cast, may_write, section(unit_report(cast), "Förord")) == {"chair_a", "controller"}


def test_what_nobody_is_named_for_is_the_controllers(cast: Cast) -> None:
    assert allowed(cast, may_write, section(whole_report(cast), "Händelser")) == {"controller"}


def test_a_report_that_is_written_is_read_by_officials_by_who_reads_everything_and_by_the_elected_who_write_in_it(
    cast: Cast,
) -> None:
    report = unit_report(cast)
    readers = {name for name in EVERYBODY if report in readable_reports(cast.actor(name))}
    officials = {"head_a", "manager_a", "manager_a1", "staff_a1", "manager_b"}
    assert readers == officials | {"controller", "auditor", "administrator", "chair_a"}
    assert {name for name in EVERYBODY if readable_sections(cast.actor(name)).exists()} == readers


def test_a_report_is_begun_once_by_a_controller_or_by_the_manager_of_its_unit(cast: Cast) -> None:
    template = unit_template(cast)
    for name in ("manager_a", "chair_a", "manager_b"):
        with pytest.raises(Refused, match="controller"):
            begin.begin_report(cast.actor(name), template, 2025, unit=cast.units["A"])
    report = begin.begin_report(cast.actor("head_a"), template, 2025, unit=cast.units["A"])  # its office writes for it
    assert [each.section.heading for each in sections_of(report)] == ["Uppdrag", "Förord"]
    with pytest.raises(RuleBroken, match="redan påbörjad"):
        begin.begin_report(cast.actor("controller"), template, 2025, unit=cast.units["A"])
    assert WrittenReport.objects.count() == 1


def test_two_reports_of_the_whole_are_not_begun_for_the_same_time(cast: Cast) -> None:
    report = whole_report(cast)
    with pytest.raises(RuleBroken, match="redan påbörjad"):
        begin.begin_report(cast.actor("controller"), report.template, 2025)


def test_all_units_reports_are_begun_at_once_and_only_those_that_lack_one(cast: Cast) -> None:
    unit_report(cast, "A")
    template = WrittenReport.objects.get().template
    made = begin.begin_for_units(cast.actor("controller"), template, 2025)
    assert [report.unit for report in made] == [cast.units["B"]]
    assert begin.begin_for_units(cast.actor("controller"), template, 2025) == []


@pytest.mark.parametrize(
    ("year", "month", "unit", "field"),
    [(1900, 12, "A", "year"), (2025, 8, "A", "month"), (2025, 12, None, "unit"), (2025, 12, "A1", "unit")],
)
def test_a_report_that_cannot_be_is_refused(cast: Cast, year: int, month: int, unit: str | None, field: str) -> None:
    template = unit_template(cast)
    with pytest.raises(RuleBroken) as refused:
        begin.begin_report(
            cast.actor("controller"), template, year, month=month, unit=cast.units[unit] if unit else None
        )
    assert refused.value.field == field
    assert not WrittenReport.objects.exists()


def test_a_template_that_is_put_aside_begins_nothing(cast: Cast) -> None:
    template = change_template(cast.actor("controller"), unit_template(cast), 1, retired=True)
    with pytest.raises(RuleBroken, match="används inte längre"):
        begin.begin_report(cast.actor("controller"), template, 2025, unit=cast.units["A"])


def test_two_who_write_at_once_both_stand(cast: Cast) -> None:
    report = whole_report(cast)
    base = "Vi byggde en skola.\n\nVi sålde mark.\n"
    written(cast, report, "Händelser", base)
    found = section(report, "Händelser")
    verbs.write_section(cast.actor("controller"), found, Typed(base, base.replace("en skola", "två skolor")))
    late, merged = verbs.write_section(cast.actor("controller"), found, Typed(base, base + "\nVi grävde en brunn.\n"))
    assert merged.clashes == ()
    assert late.text == "Vi byggde två skolor.\n\nVi sålde mark.\n\nVi grävde en brunn.\n"
    assert (late.state, late.version) == (SectionState.DRAFT, 4)


def test_what_is_emptied_is_not_begun_and_writing_the_same_leaves_no_trace(cast: Cast) -> None:
    report = whole_report(cast)
    found = written(cast, report, "Händelser", "Något")
    same, _merged = verbs.write_section(cast.actor("controller"), found, Typed("Något", "Något"))
    assert same.version == found.version
    emptied, _merged = verbs.write_section(cast.actor("controller"), found, Typed("Något", "  "))
    assert (emptied.state, emptied.text) == (SectionState.EMPTY, "")
    reasons = [row.history_change_reason for row in emptied.history.order_by("history_id")]
    assert reasons == ["Påbörjade rapporten", "Skrev i avsnittet", "Skrev i avsnittet"]


def test_from_draft_to_approved_with_a_turn_back(cast: Cast) -> None:
    report, actor = unit_report(cast), cast.actor("controller")
    found = written(cast, report, "Uppdrag", "Vi driver skolor.")
    found = verbs.hand_in(actor, found, found.version)
    with pytest.raises(RuleBroken, match="skicka tillbaka"):
        verbs.write_section(actor, found, Typed(found.text, "Ändrat"))
    with pytest.raises(RuleBroken, match="kompletteras"):
        verbs.send_back(actor, found, " ", found.version)
    found = verbs.send_back(actor, found, "Hur många?", found.version)
    assert (found.state, found.returned_because) == (SectionState.RETURNED, "Hur många?")
    found, _merged = verbs.write_section(actor, found, Typed(found.text, "Vi driver åtta skolor."))
    assert found.state == SectionState.RETURNED
    found = verbs.hand_in(actor, found, found.version)
    with pytest.raises(EditConflict):
        verbs.approve(actor, found, found.version - 1)
    found = verbs.approve(actor, found, found.version)
    assert (found.state, found.returned_because) == (SectionState.APPROVED, "")


def test_nothing_is_handed_in_empty_and_others_hand_in_nothing(cast: Cast) -> None:
    found = section(unit_report(cast), "Uppdrag")
    with pytest.raises(RuleBroken, match="Skriv något"):
        verbs.hand_in(cast.actor("controller"), found, found.version)
    for name in ("politician_a", "manager_b", "auditor"):
        with pytest.raises(Refused):
            verbs.write_section(cast.actor(name), found, Typed("", "Hej"))
        with pytest.raises(Refused):
            verbs.hand_in(cast.actor(name), found, found.version)
        with pytest.raises(Refused):
            verbs.approve(cast.actor(name), found, found.version)


def test_where_all_is_shown_live_nobody_writes(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="hämtas allt"):
        verbs.write_section(cast.actor("controller"), section(whole_report(cast), "Pengar"), Typed("", "Hej"))


def test_a_report_is_complete_when_all_that_is_needed_is_approved(cast: Cast) -> None:
    report, actor = unit_report(cast), cast.actor("controller")
    assert state_counts(sections_of(report)) == {"empty": 1}
    found = written(cast, report, "Uppdrag", "Vi driver skolor.")
    found = verbs.hand_in(actor, found, found.version)
    assert not is_complete(sections_of(report))
    verbs.approve(actor, found, found.version)
    assert is_complete(sections_of(report))  # the chair's words are welcome, not needed


def test_comments_stand_beside_the_text_until_somebody_takes_care_of_them(cast: Cast) -> None:
    found = section(unit_report(cast), "Uppdrag")
    said = verbs.comment(cast.actor("staff_a1"), found, " Vilka skolor? ")
    assert said.text == "Vilka skolor?"
    with pytest.raises(RuleBroken, match="Skriv något"):
        verbs.comment(cast.actor("staff_a1"), found, " ")
    with pytest.raises(Refused):
        verbs.comment(cast.actor("politician_a"), found, "Jag ser inte rapporten")
    with pytest.raises(Refused):
        verbs.settle_comment(cast.actor("manager_b"), said)
    assert verbs.settle_comment(cast.actor("controller"), said).settled_by == cast.user("controller")
    assert sections_of(found.report)[0].section.open_comments == 0  # type: ignore[attr-defined]


def test_an_auditor_reads_comments_and_writes_none(cast: Cast) -> None:
    found = section(unit_report(cast), "Uppdrag")
    said = verbs.comment(cast.actor("controller"), found, "Vilka skolor?")
    verbs.settle_comment(cast.actor("controller"), said)
    client = cast.client("auditor")
    page = client.get(reverse("writing:section", args=[found.pk])).content.decode()
    assert "Vilka skolor?" in page
    assert reverse("writing:comment", args=[found.pk]) not in page
    assert reverse("writing:answer_comment", args=[said.pk]) not in page
    for address, key in (("comment", found.pk), ("answer_comment", said.pk), ("reopen_comment", said.pk)):
        assert client.post(reverse(f"writing:{address}", args=[key]), {"comment": "Jag med."}).status_code == 403
    said.refresh_from_db()
    assert (found.comments.count(), said.settled_at is None) == (1, False)


def test_the_number_in_the_register_is_written_by_who_may_begin(cast: Cast) -> None:
    report = whole_report(cast)
    begin.set_registry_number(cast.actor("controller"), report, " KS 2026/1 ")
    assert WrittenReport.objects.get().registry_number == "KS 2026/1"
    with pytest.raises(Refused):
        begin.set_registry_number(cast.actor("head_a"), report, "x")


def test_reports_of_a_time_within_the_year_say_so(cast: Cast) -> None:
    template = change_template(cast.actor("controller"), whole_template(cast), 1, ends_year=False)
    report = begin.begin_report(cast.actor("controller"), template, 2026, month=8)
    assert str(report) == "Året januari–augusti 2026"
    assert str(begin.begin_report(cast.actor("controller"), template, 2026, month=1)) == "Året januari 2026"
