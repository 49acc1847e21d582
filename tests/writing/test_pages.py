"""The pages of writing together, as those who meet them."""

import json

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from sala_styr.writing.actions import sections as verbs
from sala_styr.writing.actions.templates import SectionPlan, add_section, load_templates
from sala_styr.writing.models import ReportTemplate, SectionState, TemplateSection, WrittenReport
from sala_styr.writing.standard import standard_templates
from tests.cast import PEOPLE, Cast
from tests.documents.builders import png
from tests.writing.builders import section, unit_report, unit_template, whole_report, whole_template, written

pytestmark = pytest.mark.django_db
READERS = {
    "head_a",
    "manager_a",
    "manager_a1",
    "staff_a1",
    "manager_b",
    "controller",
    "auditor",
    "administrator",
    "chair_a",
}


@pytest.mark.parametrize("name", [name for name, _role, _unit in PEOPLE])
def test_a_report_that_is_written_is_opened_by_its_readers_only(cast: Cast, name: str) -> None:
    report = unit_report(cast)
    found = section(report, "Uppdrag")
    client = cast.client(name)
    expected = 200 if name in READERS else 404
    for address in (
        reverse("writing:report", args=[report.pk]),
        reverse("writing:read", args=[report.pk]),
        reverse("writing:section", args=[found.pk]),
        reverse("writing:section_now", args=[found.pk]),
        reverse("writing:pictures", args=[report.pk]),
    ):
        assert client.get(address).status_code == expected, address
    listed = client.get(reverse("writing:reports"))
    if name == "outsider":
        assert listed.status_code == 404
    else:
        assert (str(report) in listed.content.decode()) == (name in READERS)


def test_a_report_is_begun_from_the_list_once(cast: Cast) -> None:
    template = unit_template(cast)
    client = cast.client("controller")
    said = {"template": template.pk, "year": 2025, "month": 12, "unit": cast.units["A"].pk}
    answer = client.post(reverse("writing:reports"), said)
    report = WrittenReport.objects.get()
    assert answer.url == reverse("writing:report", args=[report.pk])  # type: ignore[attr-defined]
    again = client.post(reverse("writing:reports"), said)
    assert again.status_code == 422
    assert "redan påbörjad" in again.content.decode()


def test_all_committees_reports_are_begun_at_once(cast: Cast) -> None:
    template = unit_template(cast)
    cast.client("controller").post(reverse("writing:reports"), {"template": template.pk, "year": 2025, "month": 12})
    assert {report.unit for report in WrittenReport.objects.all()} == {cast.units["A"], cast.units["B"]}


def test_the_report_says_who_writes_and_how_far_each_has_come(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = whole_report(cast)
    found = written(cast, report, "Händelser", "Något")
    verbs.comment(cast.actor("manager_b"), found, "Vad?")
    client = cast.client("controller")
    page = client.get(reverse("writing:report", args=[report.pk])).content.decode()
    assert "1 inte påbörjat" in page
    assert "1 utkast" in page
    assert "kommunens controller" in page
    assert "samlas ur Berättelse" in page
    with django_assert_num_queries(10):
        client.get(reverse("writing:report", args=[report.pk]))
    whole = report.template
    for number in range(6):
        add_section(cast.actor("controller"), whole, SectionPlan(f"Nytt {number}"))
    longer = WrittenReport.objects.get(pk=cast_report(cast, whole))
    with django_assert_num_queries(10):
        client.get(reverse("writing:report", args=[longer.pk]))


def cast_report(cast: Cast, template: ReportTemplate) -> int:
    from sala_styr.writing.actions.reports import begin_report

    return begin_report(cast.actor("controller"), template, 2026).pk


def test_the_button_saves_puts_together_and_hands_in(cast: Cast) -> None:
    report = whole_report(cast)
    found = section(report, "Händelser")
    address = reverse("writing:section", args=[found.pk])
    client = cast.client("controller")
    client.post(address, {"version": 1, "bas-text": "", "text": "Ett.\r\n\r\nTvå."})
    client.post(address, {"version": 1, "bas-text": "", "text": "Tre."})  # somebody who had the page open since before
    found.refresh_from_db()
    assert "Ett." in found.text
    assert "Tre." in found.text
    assert "\r" not in found.text
    client.post(address, {"version": found.version, "bas-text": found.text, "text": found.text, "lamna": "1"})
    found.refresh_from_db()
    assert found.state == SectionState.SUBMITTED
    page = client.get(address).content.decode()
    assert "Godkänn" in page
    assert '<textarea name="text"' not in page


def test_it_saves_itself_and_tells_others_what_stands(cast: Cast) -> None:
    found = section(whole_report(cast), "Händelser")
    client = cast.client("controller")
    sent = {
        "user": str(cast.user("controller").pk),
        "stamp": "k-1",
        "fields": {"text": {"base": "", "text": "Vi byggde."}},
    }
    save = reverse("writing:save_section", args=[found.pk])
    answer = client.post(save, json.dumps(sent), content_type="application/json")
    assert answer.json()["fields"]["text"]["text"] == "Vi byggde."
    now = reverse("writing:section_now", args=[found.pk])
    seen = cast.client("auditor").get(now)
    assert seen.json()["fields"] == {"text": "Vi byggde."}
    assert [each["field"] for each in seen.json()["people"]] == ["text"]
    assert cast.client("auditor").get(now, HTTP_IF_NONE_MATCH=seen["ETag"]).status_code == 304
    refused = cast.client("auditor").post(save, json.dumps(sent | {"user": None}), content_type="application/json")
    assert refused.status_code == 403


def test_a_reader_approves_sends_back_and_comments(cast: Cast) -> None:
    report = unit_report(cast)
    found = written(cast, report, "Uppdrag", "Vi driver skolor.")
    found = verbs.hand_in(cast.actor("controller"), found, found.version)
    client, move = cast.client("controller"), reverse("writing:move_section", args=[found.pk])
    client.post(move, {"gor": "tillbaka", "version": found.version, "because": "Hur många?"})
    found.refresh_from_db()
    assert found.state == SectionState.RETURNED
    assert "Hur många?" in client.get(reverse("writing:section", args=[found.pk])).content.decode()
    client.post(reverse("writing:comment", args=[found.pk]), {"comment": "Skriv <b>åtta</b>"})
    page = client.get(reverse("writing:section", args=[found.pk])).content.decode()
    assert "Skriv &lt;b&gt;åtta&lt;/b&gt;" in page
    client.post(reverse("writing:settle_comment", args=[found.comments.get().pk]))
    assert found.comments.get().settled_at is not None


def test_pictures_are_added_shown_and_taken_out(cast: Cast, tmp_path: object, settings: object) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    report = whole_report(cast)
    client, address = cast.client("controller"), reverse("writing:pictures", args=[report.pk])
    client.post(address, {"file": SimpleUploadedFile("x.png", png()), "alternative": "En lekplats"})
    shown = client.get(reverse("writing:picture", args=[report.pk, 1]))
    assert shown["Content-Type"] == "image/png"
    assert cast.client("politician_a").get(reverse("writing:picture", args=[report.pk, 1])).status_code == 404
    client.post(reverse("writing:remove_picture", args=[report.pk, 1]))
    assert not report.pictures.exists()


def test_the_delivered_templates_are_taken_in_from_the_page(cast: Cast) -> None:
    client = cast.client("administrator")
    assert "Lägg in dem" in client.get(reverse("writing:templates")).content.decode()
    client.post(reverse("writing:templates"))
    assert ReportTemplate.objects.count() == len(standard_templates())
    page = client.get(reverse("writing:templates")).content.decode()
    assert "Lägg in dem" not in page
    assert "Årsredovisning" in page


def test_every_template_page_opens_for_those_with_an_appointment_and_changes_for_those_who_may(cast: Cast) -> None:
    load_templates(cast.actor("administrator"), standard_templates())
    for template in ReportTemplate.objects.all():
        page = cast.client("politician_a").get(reverse("writing:template", args=[template.pk]))
        assert page.status_code == 200
        assert "Gör en kopia" not in page.content.decode()
    edit = reverse("writing:edit_template", args=[template.pk])
    assert cast.client("politician_a").get(edit).status_code == 403
    assert cast.client("controller").get(edit).status_code == 200


def test_a_section_is_added_changed_moved_and_taken_away_on_the_pages(cast: Cast) -> None:
    whole = whole_template(cast)
    client = cast.client("administrator")
    new = reverse("writing:new_template_section", args=[whole.pk])
    said = {"version": 1, "heading": "Miljön", "has_text": "on", "owner_role": "officials", "blocks": ["budget.income"]}
    client.post(new, said)
    made = TemplateSection.objects.get(heading="Miljön")
    assert (made.blocks, made.order) == (["budget.income"], 4)
    version = ReportTemplate.objects.get(pk=whole.pk).version
    edit = reverse("writing:edit_template_section", args=[made.pk])
    stale = client.post(edit, said | {"heading": "Klimatet", "version": version - 1})
    assert stale.status_code == 422
    client.post(edit, said | {"heading": "Klimatet", "version": version})
    client.post(reverse("writing:arrange_template_section", args=[made.pk]), {"gor": "upp"})
    made.refresh_from_db()
    assert (made.heading, made.order) == ("Klimatet", 3)
    client.post(reverse("writing:arrange_template_section", args=[made.pk]), {"gor": "bort"})
    assert not TemplateSection.objects.filter(pk=made.pk).exists()
    inner = TemplateSection.objects.get(template=whole, heading="Berättelsen")
    client.post(f"{new}?i={inner.pk}", said | {"heading": "Inuti"})
    assert TemplateSection.objects.get(heading="Inuti").parent == inner


def test_a_template_is_changed_and_copied_on_the_pages(cast: Cast) -> None:
    template = unit_template(cast)
    client = cast.client("controller")
    said = {"version": 1, "name": "Nämndens år", "kind": "unit_report", "unit_kinds": ["committee"], "decided_by": ""}
    client.post(reverse("writing:edit_template", args=[template.pk]), said)
    template.refresh_from_db()
    assert (template.name, template.ends_year) == ("Nämndens år", False)
    client.post(reverse("writing:copy_template", args=[template.pk]))
    assert ReportTemplate.objects.exclude(pk=template.pk).get().name == "Nämndens år, kopia"
