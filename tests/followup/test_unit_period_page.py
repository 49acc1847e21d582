"""The unit's page of a period: what is offered to whom, saving many rows at once, conflicts, reading and approving."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followup.models import Assessment, AssessmentState, Period, PeriodSection, SectionReport, UnitReflection
from goals.models import PlanItem
from sala_styr.organisation.models import Unit
from tests.cast import PEOPLE, Cast
from tests.followup.builders import assessment, full_year, mission, period

EVERYBODY = [name for name, _role, _unit in PEOPLE]


def address(during: Period, cast: Cast, code: str) -> str:
    return reverse("followup:unit_period", args=[during.pk, cast.units[code].pk])


def row(key: str, version: int = 0, **fields: str) -> dict[str, str]:
    values = {"status": "", "trend": "", "comment": "", "cannot_reason": "", "outlook": ""} | fields
    return {f"{key}-version": str(version)} | {f"{key}-{name}": value for name, value in values.items()}


def answer(during: Period, kind: str, version: int = 0, text: str = "", nothing: str = "") -> dict[str, str]:
    prefix = f"avsnitt-{PeriodSection.objects.get(period=during, kind=kind).pk}"
    return {f"{prefix}-version": str(version), f"{prefix}-text": text, f"{prefix}-nothing": nothing}


def key(item: PlanItem) -> str:
    return f"del-{item.pk}"


def only(during: Period) -> Assessment:
    return Assessment.objects.get(period=during)


def test_the_page_follows_the_conversation(cast: Cast) -> None:
    cast.chain()
    mission(cast, "A1")
    during = period()
    page = cast.client("manager_a1").get(address(during, cast, "A1")).content.decode()
    headings = ["Grunduppdraget", "Aktiviteter", "Ekonomin", "Vad vi har lärt oss"]
    places = [page.index(f">{heading}") for heading in headings]
    assert places == sorted(places)


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name != "outsider"])
def test_fields_are_offered_only_to_those_who_write(cast: Cast, name: str) -> None:
    item, during = cast.chain()["activity"], period()
    page = cast.client(name).get(address(during, cast, "A1")).content.decode()
    assert (f'name="{key(item)}-status"' in page) == (name in {"head_a", "manager_a", "manager_a1", "staff_a1"})
    assert ("Lämna in allt" in page) == (name in {"head_a", "manager_a", "manager_a1"})


def test_an_outsider_gets_a_reason_and_nothing_else(cast: Cast) -> None:
    answer = cast.client("outsider").get(address(period(), cast, "A1"))
    assert answer.status_code == 403
    assert "har ett uppdrag i kommunen" in answer.content.decode()


def test_somebody_not_logged_in_is_asked_to_log_in(cast: Cast) -> None:
    assert Client().get(address(period(), cast, "A1")).status_code == 302


@pytest.mark.parametrize("name", ["chair_a", "manager_b", "controller", "auditor", "administrator"])
def test_others_who_send_the_form_anyway_are_refused_with_who_may(cast: Cast, name: str) -> None:
    item, during = cast.chain()["activity"], period()
    sent = row(key(item), status="met", comment="Klart.") | {"gor": "spara"}
    answer = cast.client(name).post(address(during, cast, "A1"), sent)
    assert answer.status_code == 403
    assert "chefer och medarbetare i Enhet A1" in answer.content.decode()
    assert not Assessment.objects.exists()


def test_a_draft_is_saved_and_comes_back_in_the_form(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    client = cast.client("staff_a1")
    sent = row(key(item), status="partly", comment="Halvvägs.", trend="better", outlook="met") | {"gor": "spara"}
    assert client.post(address(during, cast, "A1"), sent).status_code == 302
    saved = only(during)
    assert (saved.state, saved.status, saved.trend, saved.outlook) == ("draft", "partly", "better", "met")
    page = client.get(address(during, cast, "A1")).content.decode()
    assert "Halvvägs." in page
    assert f'name="{key(item)}-version" value="1"' in page


def test_handing_in_takes_what_is_filled_in_and_leaves_the_rest(cast: Cast) -> None:
    items, during = [cast.chain()["activity"], cast.item("activity", "A1", title="Annan")], period()
    sent = row(key(items[0]), status="met", comment="Klart.") | row(key(items[1])) | {"gor": "lamna"}
    answer = cast.client("manager_a1").post(address(during, cast, "A1"), sent, follow=True)
    assert "1 bedömning är inlämnad" in answer.content.decode()
    assert only(during).state == AssessmentState.SUBMITTED


def test_what_needs_mending_is_said_at_its_row_and_the_rest_is_saved(cast: Cast) -> None:
    items, during = [cast.chain()["activity"], cast.item("activity", "A1", title="Annan")], period()
    sent = row(key(items[0]), status="met") | row(key(items[1]), status="met", comment="Klart.") | {"gor": "lamna"}
    client = cast.client("manager_a1")
    answer = client.post(address(during, cast, "A1"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv en kommentar till bedömningen" in page
    assert page.startswith("<!DOCTYPE html>")
    assert "<title>Fel: " in page
    saved = only(during)
    assert (saved.plan_item, saved.state) == (items[1], AssessmentState.SUBMITTED)
    assert f'name="{key(items[1])}-status"' not in page


def test_after_mending_the_same_form_can_be_sent_again(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    client = cast.client("manager_a1")
    halfway = client.post(address(during, cast, "A1"), row(key(item), comment="Utan status.") | {"gor": "lamna"})
    assert halfway.status_code == 422
    assert f'name="{key(item)}-version" value="1"' in halfway.content.decode()
    sent = row(key(item), 1, comment="Utan status.", status="met") | {"gor": "lamna"}
    assert client.post(address(during, cast, "A1"), sent).status_code == 302
    assert only(during).state == AssessmentState.SUBMITTED


def test_two_at_once_both_texts_are_shown_and_the_second_may_go_on(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    mine, theirs = cast.client("manager_a1"), cast.client("staff_a1")
    theirs.post(address(during, cast, "A1"), row(key(item), status="met", comment="Deras ord.") | {"gor": "spara"})
    sent = row(key(item), status="not_met", comment="Mina ord.") | {"gor": "spara"}
    answer = mine.post(address(during, cast, "A1"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Deras ord." in page
    assert "Mina ord." in page
    assert only(during).comment == "Deras ord."
    assert f'name="{key(item)}-version" value="1"' in page
    again = mine.post(
        address(during, cast, "A1"), row(key(item), 1, status="not_met", comment="Mina ord.") | {"gor": "spara"}
    )
    assert again.status_code == 302
    assert only(during).comment == "Mina ord."


def test_what_was_handed_in_meanwhile_says_so_and_keeps_the_typed_words(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    assessment(item, during, AssessmentState.SUBMITTED)
    sent = row(key(item), 1, status="met", comment="För sent.") | {"gor": "spara"}
    answer = cast.client("staff_a1").post(address(during, cast, "A1"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "är inlämnad" in page
    assert "För sent." in page


def test_last_periods_words_are_one_click_away(cast: Cast) -> None:
    item = cast.chain()["activity"]
    assessment(item, full_year(2025), AssessmentState.APPROVED, comment="Så skrev vi i fjol.")
    page = cast.client("manager_a1").get(address(period(), cast, "A1")).content.decode()
    assert "Så här skrev vi förra gången (Helår 2025)" in page
    assert "Så skrev vi i fjol." in page


def test_a_draft_is_not_shown_to_others(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    assessment(item, during, comment="Bara för oss.")
    for name in ("chair_a", "politician_a", "manager_b", "kf_chair"):
        assert "Bara för oss." not in cast.client(name).get(address(during, cast, "A1")).content.decode()
    for name in ("staff_a1", "head_a", "controller", "auditor"):
        assert "Bara för oss." in cast.client(name).get(address(during, cast, "A1")).content.decode()


def test_the_level_above_reads_returns_and_approves(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    found = assessment(item, during, AssessmentState.SUBMITTED)
    above = cast.client("manager_a")
    assert "Lämna tillbaka med ett ord" in above.get(address(during, cast, "A1")).content.decode()
    back = {f"{key(item)}-tillbaka-version": "1", f"{key(item)}-tillbaka-because": "Vad beror kön på?"}
    assert above.post(reverse("followup:send_back", args=[found.pk]), back).status_code == 302
    page = cast.client("manager_a1").get(address(during, cast, "A1")).content.decode()
    assert "Vad beror kön på?" in page
    sent = row(key(item), 2, status="partly", comment="Kön beror på flytten.") | {"gor": "lamna"}
    cast.client("manager_a1").post(address(during, cast, "A1"), sent)
    found.refresh_from_db()
    above.post(reverse("followup:approve", args=[found.pk]), {"version": found.version})
    found.refresh_from_db()
    assert found.state == AssessmentState.APPROVED


def test_all_that_was_read_can_be_approved_at_once_but_nothing_newer(cast: Cast) -> None:
    items, during = [cast.item("activity", "A1", title=f"Nr {n}") for n in range(3)], period()
    rows = [assessment(item, during, AssessmentState.SUBMITTED) for item in items]
    sent = {"granskad": [f"{rows[0].pk}-1", f"{rows[1].pk}-1"]}
    url = reverse("followup:approve_all", args=[during.pk, cast.units["A1"].pk])
    page = cast.client("manager_a").post(url, sent, follow=True).content.decode()
    assert "2 svar är godkända" in page
    assert "Läs det först" in page
    assert [Assessment.objects.get(pk=each.pk).state for each in rows] == ["approved", "approved", "submitted"]


def test_what_the_unit_has_learnt_is_saved_and_is_its_own_until_the_period_closes(cast: Cast) -> None:
    during = period()
    sent = answer(during, "learnt", text="Vi lyssnar mer.") | {"gor": "spara"}
    cast.client("manager_a1").post(address(during, cast, "A1"), sent)
    assert UnitReflection.objects.get().learnt == "Vi lyssnar mer."
    assert "Vi lyssnar mer." not in cast.client("manager_b").get(address(during, cast, "A1")).content.decode()
    assert "Vi lyssnar mer." in cast.client("manager_a").get(address(during, cast, "A1")).content.decode()
    Period.objects.update(is_open=False)
    assert "Vi lyssnar mer." in cast.client("manager_b").get(address(during, cast, "A1")).content.decode()


def test_a_closed_period_offers_no_fields(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period(is_open=False)
    page = cast.client("manager_a1").get(address(during, cast, "A1")).content.decode()
    assert f'name="{key(item)}-status"' not in page
    assert "stängd" in page


def test_units_below_are_counted_by_state(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    assessment(item, during, AssessmentState.SUBMITTED)
    page = cast.client("manager_a").get(address(during, cast, "verksA")).content.decode()
    assert "Enheterna närmast under" in page
    assert "Enhet A1" in page
    assert "allt inlämnat" in page


@pytest.mark.parametrize("address_of", ["missing unit", "missing period", "unit of another year"])
def test_what_does_not_exist_is_not_found(cast: Cast, address_of: str) -> None:
    during = period()
    unit = cast.units["A1"].pk
    if address_of == "unit of another year":
        Unit.objects.filter(pk=unit).update(valid_to=date(2025, 12, 31))
    args = {"missing unit": [during.pk, 99999], "missing period": [99999, unit]}.get(address_of, [during.pk, unit])
    assert cast.client("controller").get(reverse("followup:unit_period", args=args)).status_code == 404


def test_reading_costs_the_same_few_queries_for_three_rows_as_for_thirty(cast: Cast) -> None:
    during, client = period(), cast.client("manager_a1")
    counts = []
    for size in (3, 27):
        for number in range(size):
            item = cast.item("activity", "A1", title=f"Aktivitet {size} {number}", responsible=cast.user("staff_a1"))
            assessment(item, during, written_by=cast.user("staff_a1"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(during, cast, "A1")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 24


def test_sections_are_handed_in_with_the_rest_and_come_back_with_a_word(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    url, manager, above = address(during, cast, "A1"), cast.client("manager_a1"), cast.client("manager_a")
    sent = row(key(item), status="met", comment="Klart.") | answer(during, "money", text="Vi håller budgeten.")
    said = manager.post(url, sent | answer(during, "learnt") | {"gor": "lamna"}, follow=True).content.decode()
    assert "1 bedömning är inlämnad. 1 avsnitt är inlämnat." in said
    report = SectionReport.objects.get()
    back = reverse("followup:return_section", args=[report.pk])
    word = {
        f"avsnitt-{report.section_id}-tillbaka-version": "2",
        f"avsnitt-{report.section_id}-tillbaka-because": "Hur då?",
    }
    assert manager.post(back, word).status_code == 403
    assert above.post(back, word).status_code == 302
    page = manager.get(url).content.decode()
    assert "Hur då?" in page
    assert "Vi håller budgeten." in page
    again = answer(during, "money", 3, text="Färre vikarier.") | {"gor": "lamna"}
    assert manager.post(url, again).status_code == 302
    approved = reverse("followup:approve_all", args=[during.pk, cast.units["A1"].pk])
    sent = {"granskad": [f"{only(during).pk}-{only(during).version}"], "granskat": [f"{report.pk}-5"]}
    assert "2 svar är godkända" in above.post(approved, sent, follow=True).content.decode()
    report.refresh_from_db()
    assert report.state == AssessmentState.APPROVED


def test_nothing_to_report_is_said_on_the_page_with_its_reason(cast: Cast) -> None:
    cast.chain()
    during = period()
    client, url = cast.client("manager_a1"), address(during, cast, "A1")
    both = answer(during, "learnt", text="Något.", nothing="Inget.") | {"gor": "lamna"}
    page = client.post(url, both)
    assert page.status_code == 422
    assert "antingen ett svar eller varför" in page.content.decode()
    sent = answer(during, "activities", nothing="Allt är pausat.") | {"gor": "lamna"}
    assert client.post(url, sent).status_code == 302
    assert "Allt är pausat." in cast.client("chair_b").get(url).content.decode()


def test_two_who_answer_at_once_lose_nothing(cast: Cast) -> None:
    during = period()
    url = address(during, cast, "A1")
    cast.client("staff_a1").post(url, answer(during, "money", text="Den ena.") | {"gor": "spara"})
    page = cast.client("manager_a1").post(url, answer(during, "money", text="Den andra.") | {"gor": "spara"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "Den ena." in text
    assert "Den andra." in text
    assert UnitReflection.objects.get().money == "Den ena."


def test_a_draft_of_a_section_is_its_writers_and_readers_own(cast: Cast) -> None:
    during = period()
    url = address(during, cast, "A1")
    cast.client("staff_a1").post(url, answer(during, "learnt", text="Utkastet.") | {"gor": "spara"})
    seen = {name for name in EVERYBODY if "Utkastet." in cast.client(name).get(url).content.decode()}
    assert seen == {"staff_a1", "manager_a1", "manager_a", "head_a", "controller", "auditor", "administrator"}


def test_the_unit_reads_its_own_day(cast: Cast) -> None:
    page = cast.client("manager_a1").get(address(period(), cast, "A1")).content.decode()
    assert "Lämnas senast 4 september 2026" in page
    assert "Allt ska vara läst 20 september" in page


def test_the_follow_ups_other_pages_and_a_new_improvement_are_one_click_away(cast: Cast) -> None:
    found = assessment(mission(cast, "A1"), period())
    way = reverse("followup:new_improvement") + f"?bedomning={found.pk}"
    address = reverse("followup:unit_period", args=[found.period_id, cast["A1"].pk])
    shown = cast.client("manager_a1").get(address).content.decode()
    assert way in shown
    assert reverse("followup:goal_questions") in shown
    assert cast.client("manager_a1").get(way).status_code == 200
    assert way not in cast.client("auditor").get(address).content.decode()
    alone = reverse("followup:assess", args=[found.period_id, f"uppdrag-{found.core_mission_id}"])
    assert way in cast.client("manager_a1").get(alone).content.decode()


def test_the_title_says_when_something_needs_to_be_put_right(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    alone = reverse("followup:assess", args=[during.pk, key(item)])
    answered = cast.client("manager_a1").post(alone, row(key(item), status="met") | {"gor": "lamna"})
    assert answered.status_code == 422
    assert "<title>Fel: " in answered.content.decode()
