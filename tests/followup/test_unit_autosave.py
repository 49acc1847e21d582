"""The unit's page saves itself: what two wrote at once is both there, and handing in afterwards meets no conflict."""

import json
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from followup.models import Assessment, AssessmentState, Period, PeriodSection, SectionReport, UnitReflection
from tests.cast import Cast
from tests.followup.builders import assessment, period


def send(cast: Cast, name: str, during: Period, **fields: tuple[str, str]) -> Any:
    url = reverse("followup:save_unit_period", args=[during.pk, cast.units["A1"].pk])
    said = {
        key.replace("_", "-").replace("cannot-", "cannot_"): {"base": base, "text": text}
        for key, (base, text) in fields.items()
    }
    body = json.dumps({"version": 0, "user": str(cast.user(name).pk), "fields": said})
    answer: HttpResponse = cast.client(name).post(url, body, content_type="application/json")
    return answer.status_code, json.loads(answer.content)


def box(during: Period, kind: str, name: str = "text") -> str:
    return f"avsnitt_{PeriodSection.objects.get(period=during, kind=kind).pk}_{name}"


def test_what_two_wrote_in_a_section_is_both_there(cast: Cast) -> None:
    during = period()
    money = box(during, "money")
    send(cast, "manager_a1", during, **{money: ("", "Först.\nSist.")})
    send(cast, "manager_a1", during, **{money: ("Först.\nSist.", "Först, med mer.\nSist.")})
    code, answer = send(cast, "staff_a1", during, **{money: ("Först.\nSist.", "Först.\nSist, med mer.")})
    assert code == 200
    assert UnitReflection.objects.get().money == "Först, med mer.\nSist, med mer."
    assert answer["also"] == {
        f"{money.replace('_', '-').removesuffix('-text')}-version": SectionReport.objects.get().version
    }


def test_a_comment_is_saved_and_the_page_can_then_hand_it_in(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    key = f"del-{item.pk}"
    code, answer = send(cast, "manager_a1", during, **{f"del_{item.pk}_comment": ("", "Vi är klara.")})
    assert (code, Assessment.objects.get().comment) == (200, "Vi är klara.")
    sent = {
        f"{key}-version": answer["also"][f"{key}-version"],
        f"{key}-status": "met",
        f"{key}-comment": "Vi är klara.",
    }
    page = reverse("followup:unit_period", args=[during.pk, cast.units["A1"].pk])
    assert cast.client("manager_a1").post(page, sent | {"gor": "lamna"}).status_code == 302
    assert Assessment.objects.get().state == AssessmentState.SUBMITTED


def test_others_and_what_is_handed_in_are_refused_in_words(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    name = f"del_{item.pk}_comment"
    for person in ("manager_b", "chair_a", "controller"):
        code, answer = send(cast, person, during, **{name: ("", "Mitt.")})
        assert (code, "fault" in answer) == (409, True)
    assert not Assessment.objects.exists()
    assessment(item, during, AssessmentState.SUBMITTED)
    assert send(cast, "manager_a1", during, **{name: ("", "Mitt.")})[0] == 409
    both = {box(during, "learnt"): ("", "Något."), box(during, "learnt", "nothing"): ("", "Inget.")}
    code, answer = send(cast, "manager_a1", during, **both)
    assert code == 409
    assert "antingen" in answer["fault"]


def test_what_the_page_saved_while_the_button_was_pressed_is_no_conflict(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    money, key = box(during, "money").replace("_", "-"), f"del-{item.pk}"
    send(
        cast, "manager_a1", during, **{money.replace("-", "_"): ("", "Mitt."), f"del_{item.pk}_comment": ("", "Klart.")}
    )
    page = reverse("followup:unit_period", args=[during.pk, cast.units["A1"].pk])
    sent = {f"{money.removesuffix('-text')}-version": "0", money: "Mitt.", f"bas-{money}": ""}
    sent |= {f"{key}-version": "0", f"{key}-status": "met", f"{key}-comment": "Klart.", f"bas-{key}-comment": ""}
    assert cast.client("manager_a1").post(page, sent | {"gor": "lamna"}).status_code == 302
    assert SectionReport.objects.get().state == Assessment.objects.get().state == AssessmentState.SUBMITTED
    send(cast, "staff_a1", period(name="Annan"), **{f"del_{item.pk}_comment": ("", "Deras.")})
    other = Period.objects.get(name="Annan")
    page = reverse("followup:unit_period", args=[other.pk, cast.units["A1"].pk])
    sent = {f"{key}-version": "0", f"{key}-status": "met", f"{key}-comment": "Mitt.", f"bas-{key}-comment": ""}
    assert cast.client("manager_a1").post(page, sent | {"gor": "spara"}).status_code == 422


def test_a_status_saves_itself_with_its_comment_and_waits_without(cast: Cast) -> None:
    chain, during = cast.chain(), period()
    other = cast.item("activity", "A1", parent=chain["strategy"], title="En till")
    first, second = f"del_{chain['activity'].pk}", f"del_{other.pk}"
    code, answer = send(
        cast, "manager_a1", during, **{f"{first}_status": ("", "met"), f"{second}_comment": ("", "På väg.")}
    )
    assert code == 200
    assert answer["held"] == {f"del-{chain['activity'].pk}-status": ""}
    assert "kommentar" in answer["note"]
    assert [each.comment for each in Assessment.objects.all()] == ["På väg."]
    both = {f"{first}_status": ("", "met"), f"{first}_comment": ("", "Klart."), f"{first}_trend": ("", "better")}
    code, answer = send(cast, "manager_a1", during, **both)
    assert (code, answer["held"], answer["note"]) == (200, {}, "")
    found = Assessment.objects.get(plan_item=chain["activity"])
    assert (found.status, found.comment, found.trend) == ("met", "Klart.", "better")


def test_a_reason_that_is_not_needed_waits_in_the_box_and_comes_with_the_status_that_needs_it(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    name, key = f"del_{item.pk}", f"del-{item.pk}"
    code, answer = send(
        cast, "manager_a1", during, **{f"{name}_status": ("", "cannot"), f"{name}_comment": ("", "Vi vet inte.")}
    )
    assert (code, list(answer["held"])) == (200, [f"{key}-status"])
    send(
        cast,
        "manager_a1",
        during,
        **{f"{name}_status": ("", "cannot"), f"{name}_cannot_reason": ("", "Siffror saknas.")},
    )
    assert Assessment.objects.get().cannot_reason == "Siffror saknas."
    _code, answer = send(cast, "manager_a1", during, **{f"{name}_status": ("cannot", "partly")})
    assert answer["held"] == {f"{key}-cannot_reason": ""}
    assert (Assessment.objects.get().status, Assessment.objects.get().cannot_reason) == ("partly", "")


def test_of_two_choices_the_first_stays_and_the_second_is_told(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    name = f"del_{item.pk}"
    send(cast, "staff_a1", during, **{f"{name}_status": ("", "met"), f"{name}_comment": ("", "Klart.")})
    code, answer = send(cast, "manager_a1", during, **{f"{name}_status": ("", "partly")})
    assert (code, answer["fields"][f"del-{item.pk}-status"]["text"]) == (200, "met")
    assert "Någon annan" in answer["note"]
    send(cast, "manager_a1", during, **{f"{name}_status": ("met", "partly")})
    assert Assessment.objects.get().status == "partly"


def test_a_status_that_no_scale_has_is_refused_in_words(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    sent = {f"del_{item.pk}_status": ("", "fint"), f"del_{item.pk}_comment": ("", "Klart.")}
    assert send(cast, "manager_a1", during, **sent)[0] == 409
    assert not Assessment.objects.exists()


def test_a_status_saved_while_the_button_was_pressed_is_ones_own_but_anothers_comment_is_not(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    key = f"del-{item.pk}"
    found = assessment(item, during, status="partly", trend="", comment="Halva.")
    page = reverse("followup:unit_period", args=[during.pk, cast.units["A1"].pk])
    send(cast, "manager_a1", during, **{f"del_{item.pk}_status": ("partly", "met")})
    sent = {f"{key}-version": str(found.version), f"{key}-status": "met", f"{key}-comment": "Hela.", f"{key}-trend": ""}
    sent |= {f"bas-{key}-status": "partly", f"bas-{key}-comment": "Halva.", f"bas-{key}-trend": "", "gor": "spara"}
    assert cast.client("manager_a1").post(page, sent).status_code == 302
    found.refresh_from_db()
    assert (found.status, found.comment) == ("met", "Hela.")
    send(cast, "staff_a1", during, **{f"del_{item.pk}_comment": ("Hela.", "Hela, säger vi.")})
    sent |= {f"{key}-version": str(found.version), f"{key}-status": "partly", f"bas-{key}-status": "met"}
    sent |= {f"{key}-comment": "Hela.", f"bas-{key}-comment": "Hela."}
    assert cast.client("manager_a1").post(page, sent).status_code == 422
