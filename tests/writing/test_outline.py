"""A report's own sections, arranged after it has begun: nothing that was written is lost, and others' reports are as they were."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from sala_styr.decisions.models import Decision
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.writing.actions import outline as verbs
from sala_styr.writing.actions.sections import comment
from sala_styr.writing.actions.templates import SectionPlan, add_section, change_section, remove_section
from sala_styr.writing.models import SectionComment, TemplateSection, WrittenReport
from sala_styr.writing.queries import removed_sections, sections_of, words_in
from sala_styr.writing.template_changes import differences, told
from tests.cast import Cast
from tests.writing.builders import section, unit_report, whole_report, written

pytestmark = pytest.mark.django_db


def fresh(report: WrittenReport) -> WrittenReport:
    return WrittenReport.objects.select_related("template", "unit").get(pk=report.pk)


def headings(report: WrittenReport) -> list[str]:
    return [f"{each.number} {each.section.heading}" for each in sections_of(report)]


def decided(cast: Cast, report: WrittenReport) -> None:
    decision: Decision = cast.decision("A")
    with recording(system_actor(), "Test"):
        found = fresh(report)
        found.decision = decision
        found.save()


def test_a_section_is_added_changed_and_moved_in_this_report_alone(cast: Cast) -> None:
    report, other = whole_report(cast), unit_report(cast)
    actor = cast.actor("controller")
    inner = section(report, "Berättelsen")
    made = verbs.add_section(actor, report, 1, parent=inner, heading=" Miljön ", blocks=("budget.income",))
    assert headings(report)[3:5] == ["2.2 Pengar", "2.3 Miljön"]
    verbs.change_section(actor, made, 2, heading="Klimatet", owner_unit=cast.units["ekonomi"])
    verbs.move_section(actor, made, upwards=True)
    assert headings(report)[3:5] == ["2.2 Klimatet", "2.3 Pengar"]
    made.refresh_from_db()
    assert (made.blocks, made.owner_unit, made.copied_from) == (["budget.income"], cast.units["ekonomi"], None)
    assert not TemplateSection.objects.filter(heading="Klimatet").exists()
    assert headings(other) == ["1 Uppdrag", "2 Förord"]
    assert fresh(report).version == 4


def test_who_may_arrange_and_who_comes_second(cast: Cast) -> None:
    report = unit_report(cast)
    verbs.add_section(cast.actor("head_a"), report, 1, heading="Eget")  # whose office writes for the committee
    for name in ("manager_a", "chair_a", "manager_b", "auditor", "administrator"):
        with pytest.raises(Refused):
            verbs.add_section(cast.actor(name), report, 2, heading="Annat")
    with pytest.raises(EditConflict):
        verbs.add_section(cast.actor("controller"), report, 1, heading="Annat")
    decided(cast, report)
    with pytest.raises(RuleBroken, match="beslutad"):
        verbs.add_section(cast.actor("controller"), report, 2, heading="Annat")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"heading": " "}, "Skriv en rubrik"),
        ({"heading": "Berättelsen"}, "redan ett avsnitt"),
        ({"blocks": ["finns.inte"]}, "finns.inte"),
        ({"has_text": False}, "Någon har skrivit"),
    ],
)
def test_what_cannot_be_said_of_a_section_is_refused(cast: Cast, fields: dict[str, object], words: str) -> None:
    report = whole_report(cast)
    found = written(cast, report, "Händelser", "Vi byggde.")
    with pytest.raises(RuleBroken, match=words):
        verbs.change_section(cast.actor("controller"), found, 1, **fields)
    assert section(report, "Händelser").text == "Vi byggde."


def test_a_section_with_a_text_goes_with_a_reason_and_comes_back_as_it_was(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report, actor = whole_report(cast), cast.actor("controller")
    found = written(cast, report, "Personal", "Alla mår bra.")
    said = comment(cast.actor("manager_b"), found, "Alla?")
    comment(actor, found, "Ja.", answers=said)
    outer = section(report, "Berättelsen")
    with pytest.raises(RuleBroken, match="varför") as refused:
        verbs.remove_section(actor, outer, 1)
    assert refused.value.field == "because"
    verbs.remove_section(actor, outer, 1, because="Skrivs i stället i planen.")
    assert headings(report) == ["1 Händelser", "2 Nämnderna"]
    assert not SectionComment.objects.exists()
    with django_assert_num_queries(2):
        gone = removed_sections(report)
    assert {each.heading for each in gone} == {"Berättelsen", "Personal", "Pengar"}
    assert {each.history_change_reason for each in gone} == {"Skrivs i stället i planen."}
    assert differences(fresh(report)) == []  # the report wants none of it
    verbs.put_back(actor, report, outer.pk)
    back = verbs.put_back(actor, report, found.pk)
    assert (back.text, back.state, back.parent_id) == ("Alla mår bra.", "draft", outer.pk)
    with pytest.raises(RuleBroken, match="redan tillbaka"):
        verbs.put_back(actor, report, found.pk)


def test_what_the_template_changes_is_taken_in_or_not_one_by_one(cast: Cast) -> None:
    report, actor = unit_report(cast), cast.actor("controller")
    written(cast, report, "Uppdrag", "Vi driver skolor.")
    template = report.template
    task = TemplateSection.objects.get(template=template, heading="Uppdrag")
    change_section(actor, task, 1, heading="Vårt uppdrag", instruction="Vad och för vilka?", required=False)
    add_section(actor, template, SectionPlan("Framtid", "Vad väntar?"))
    remove_section(actor, TemplateSection.objects.get(template=template, heading="Förord"))
    found = differences(fresh(report))
    assert [each.key.split("-")[0] for each in found] == ["andrat", "borta", "nytt"]
    changed, gone, new = found
    ((_each, words), *_rest) = told(found)
    assert [(each.label, each.ours, each.theirs) for each in words] == [
        ("Rubrik", "Uppdrag", "Vårt uppdrag"),
        ("Anvisning", "Vad gör vi?", "Vad och för vilka?"),
        ("Behövs för att bli klar", "ja", "nej"),
    ]
    verbs.take_in(actor, report, changed.key)
    verbs.take_in(actor, report, new.key)
    assert fresh(report).template_version == 1
    verbs.keep_own(actor, report, gone.key)
    assert headings(report) == ["1 Vårt uppdrag", "2 Framtid", "3 Förord"]  # where it lies in the template
    assert section(report, "Vårt uppdrag").text == "Vi driver skolor."
    assert differences(fresh(report)) == []
    assert fresh(report).template_version == fresh(report).template.version
    with pytest.raises(RuleBroken, match="redan omhändertagen"):
        verbs.take_in(actor, report, changed.key)


def test_a_new_section_of_the_template_that_is_turned_down_is_not_asked_for_again(cast: Cast) -> None:
    report, actor = unit_report(cast), cast.actor("controller")
    add_section(actor, report.template, SectionPlan("Framtid"))
    (new,) = differences(fresh(report))
    verbs.keep_own(actor, report, new.key)
    assert differences(fresh(report)) == []
    assert headings(report) == ["1 Uppdrag", "2 Förord"]


def test_a_report_that_has_said_the_same_for_itself_differs_in_nothing(cast: Cast) -> None:
    report, actor = unit_report(cast), cast.actor("controller")
    verbs.change_section(actor, section(report, "Uppdrag"), 1, heading="Vårt uppdrag")
    assert differences(fresh(report)) == []  # one's own change is no change of the template's
    change_section(actor, TemplateSection.objects.get(heading="Uppdrag"), 1, heading="Vårt uppdrag")
    assert differences(fresh(report)) == []


def test_words_are_counted_as_a_reader_meets_them() -> None:
    assert words_in("## Ett år\n\n- **två**\n- tre\n\n| År | Antal |\n|---|---:|\n| 2025 | 7 |") == 8
    assert words_in("") == 0


def test_the_pages_arrange_and_say_the_number_and_the_day(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report, client = whole_report(cast), cast.client("controller")
    written(cast, report, "Händelser", "Vi byggde en skola.")
    client.post(reverse("writing:details", args=[report.pk]), {"registry_number": "KS 2026/7", "due": "2026-02-13"})
    page = client.get(reverse("writing:report", args=[report.pk])).content.decode()
    assert "dnr KS 2026/7" in page
    assert "13 februari 2026" in page
    assert '<td class="amount">4</td>' in page  # the words of Händelser
    new = reverse("writing:new_section", args=[report.pk])
    version = fresh(report).version
    said = {"version": version, "heading": "Miljön", "has_text": "on", "owner_role": "officials", "due": "2026-02-01"}
    client.post(f"{new}?i={section(report, 'Berättelsen').pk}", said)
    made = section(report, "Miljön")
    assert (str(made.due), made.parent) == ("2026-02-01", section(report, "Berättelsen"))
    stale = client.post(reverse("writing:edit_section", args=[made.pk]), said | {"heading": "Klimatet"})
    assert stale.status_code == 422
    client.post(reverse("writing:arrange_section", args=[made.pk]), {"gor": "upp"})
    remove = reverse("writing:remove_section", args=[section(report, "Händelser").pk])
    assert "Vi byggde en skola." in client.get(remove).content.decode()
    version = fresh(report).version
    assert client.post(remove, {"version": version, "because": ""}).status_code == 422
    client.post(remove, {"version": version, "because": "Finns på annat ställe."})
    outline = reverse("writing:outline", args=[report.pk])
    with django_assert_num_queries(10):
        page = client.get(outline).content.decode()
    assert "Vi byggde en skola." in page
    gone = removed_sections(report)[0].id
    client.post(reverse("writing:put_back_section", args=[report.pk, gone]))
    assert section(report, "Händelser").text == "Vi byggde en skola."
    assert cast.client("head_a").get(outline).status_code == 403
    assert cast.client("politician_a").get(outline).status_code == 404


def test_the_page_of_what_the_template_has_changed(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report, client = unit_report(cast), cast.client("head_a")
    add_section(cast.actor("controller"), report.template, SectionPlan("Framtid", "Vad väntar?"))
    assert "Mallen har ändrats" in client.get(reverse("writing:report", args=[report.pk])).content.decode()
    address = reverse("writing:changes", args=[report.pk])
    with django_assert_num_queries(8):
        page = client.get(address).content.decode()
    assert "Vad väntar?" in page
    (new,) = differences(fresh(report))
    client.post(reverse("writing:follow", args=[report.pk]), {"gor": "ta", "vad": new.key})
    assert headings(report) == ["1 Uppdrag", "2 Förord", "3 Framtid"]
    assert "Inget skiljer" in client.get(address).content.decode()
