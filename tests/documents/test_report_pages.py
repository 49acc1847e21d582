"""The pages of reports: what is offered to whom, the progress, and the file with its headers."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sala_styr.documents.models import SILENCE, Report, ReportState
from sala_styr.documents.store import fingerprint, write_once
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_kinds", "queue")]

LIST = "/rapporter/"
CONTENT = b"%PDF-1.7 en hel fil"


def stored(**fields: object) -> Report:
    with recording(system_actor(), "Test"):
        return Report.objects.create(**({"kind": "tiny", "year": 2025} | fields))


def done(**fields: object) -> Report:
    count = Report.objects.count()
    path = write_once(f"2025/tiny-{count}.pdf", CONTENT)
    return stored(
        state=ReportState.DONE,
        file=path,
        sha256=fingerprint(CONTENT),
        pages=12,
        size=len(CONTENT),
        finished_at=timezone.now(),
        **fields,
    )


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


# The list


def test_an_empty_list_says_where_reports_come_from(cast: Cast) -> None:
    page = text(cast.client("manager_a"), LIST)
    assert "Här samlas rapporterna" in page
    assert 'href="/rapporter/skriv/"' in page


def test_somebody_without_appointment_sees_no_report(cast: Cast) -> None:
    done(draft=False, decision=cast.decision())
    assert "Provrapport" not in text(cast.client("outsider"), LIST)


def test_the_newest_report_stands_first_and_states_have_symbol_and_word(cast: Cast) -> None:
    now = timezone.now()
    stored(state=ReportState.FAILED, requested_at=now - timedelta(days=3), year=2021)
    done(requested_at=now - timedelta(days=2), year=2022)
    stored(
        state=ReportState.RUNNING,
        requested_at=now - timedelta(hours=1),
        started_at=now,
        heartbeat_at=now - SILENCE * 2,
        year=2023,
    )
    stored(requested_at=now, year=2024)
    stored(state=ReportState.STOPPED, requested_at=now - timedelta(days=4), year=2020)
    page = text(cast.client("controller"), LIST)
    assert re.findall(r"Provrapport (202\d)</a>", page) == ["2024", "2023", "2022", "2021", "2020"]
    for word in ("väntar", "avstannad", "klar", "misslyckades", "avbruten"):
        assert re.search(rf'class="status"[^>]*>\s*<svg.*?<span>{word}</span>', page)


def test_the_list_is_paged(cast: Cast) -> None:
    for _ in range(26):
        done()
    client = cast.client("controller")
    assert "Visar 1–25 av 26" in text(client, LIST)
    assert "Visar 26–26 av 26" in text(client, f"{LIST}?sida=2")


def test_the_number_of_queries_does_not_grow_with_the_list(cast: Cast) -> None:
    client = cast.client("controller")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    done(requested_by=cast.user("manager_a"), draft=False, decision=cast.decision())
    few = queries()
    for _ in range(20):
        done(requested_by=cast.user("manager_a"), draft=False, decision=cast.decision())
    assert queries() == few


# Acting


@pytest.mark.parametrize("address", ["/rapporter/1/igen/", "/rapporter/1/avbryt/"])
def test_acting_needs_a_post(cast: Cast, address: str) -> None:
    assert cast.client("controller").get(address).status_code == 405


# One report


def test_a_report_under_way_asks_for_its_state_each_second(cast: Cast) -> None:
    report = stored(
        state=ReportState.RUNNING,
        started_at=timezone.now(),
        progress=42,
        step="Sätter sida 7",
        requested_by=cast.user("manager_a"),
    )
    client = cast.client("manager_a")
    page = text(client, f"/rapporter/{report.pk}/")
    piece = text(client, f"/rapporter/{report.pk}/lage/")
    for answer in (page, piece):
        assert f'data-hx-get="/rapporter/{report.pk}/lage/?sedd=under_way" data-hx-trigger="every 1s"' in answer
        assert '<progress class="report-progress" id="framsteg" max="100" value="42">' in answer
        assert "Sätter sida 7" in answer
    assert "<html" not in piece
    assert f'<a href="/rapporter/{report.pk}/">Uppdatera</a>' in page


def test_what_one_stands_on_is_left_alone_until_the_phase_is_another(cast: Cast) -> None:
    report = stored(state=ReportState.RUNNING, started_at=timezone.now(), requested_by=cast.user("manager_a"))
    client = cast.client("manager_a")
    address = f"/rapporter/{report.pk}/lage/?sedd=under_way"
    same = client.get(address)
    assert "HX-Retarget" not in same
    assert "framsteg" in same.content.decode()
    assert "<button" not in same.content.decode()
    Report.objects.filter(pk=report.pk).update(state=ReportState.STOPPED)
    other = client.get(address)
    assert other["HX-Retarget"] == "#lage"
    assert "Börja om" in other.content.decode()
    assert "data-hx-get" not in other.content.decode()


def test_a_finished_report_stops_asking_and_offers_the_file(cast: Cast) -> None:
    report = done(requested_by=cast.user("manager_a"), data_id="ABC123")
    page = text(cast.client("manager_a"), f"/rapporter/{report.pk}/lage/")
    assert "data-hx-get" not in page
    assert f'href="/rapporter/{report.pk}/fil/"' in page
    assert report.sha256 in page
    assert "ABC123" in page
    assert "<td>12</td>" in page


def test_a_decided_report_says_that_it_is_kept_for_ever(cast: Cast) -> None:
    report = done(draft=False, decision=cast.decision(registry_number="KS 2026/112"))
    page = text(cast.client("politician_a"), f"/rapporter/{report.pk}/")
    assert "ändras aldrig" in page
    assert str(report.decision) in page


def test_a_failed_report_says_why_and_offers_to_begin_again(cast: Cast) -> None:
    report = stored(state=ReportState.FAILED, error="Året är inte stängt.", requested_by=cast.user("manager_a"))
    page = text(cast.client("manager_a"), f"/rapporter/{report.pk}/")
    assert "Året är inte stängt." in page
    assert "Börja om" in page
    assert "Börja om" not in text(cast.client("auditor"), f"/rapporter/{report.pk}/")


def test_a_broken_report_says_so_and_can_be_begun_again(cast: Cast) -> None:
    late = timezone.now() - SILENCE * 2
    report = stored(state=ReportState.RUNNING, started_at=late, heartbeat_at=late, requested_by=cast.user("manager_a"))
    client = cast.client("manager_a")
    page = text(client, f"/rapporter/{report.pk}/")
    assert "på över en minut" in page
    assert "data-hx-get" not in page
    assert client.post(f"/rapporter/{report.pk}/igen/").status_code == 302
    report.refresh_from_db()
    assert (report.state, report.attempt) == (ReportState.QUEUED, 2)


def test_a_report_that_no_worker_takes_says_whom_to_ask(cast: Cast) -> None:
    report = stored(requested_at=timezone.now() - SILENCE * 2, requested_by=cast.user("manager_a"))
    assert "bakgrundsarbetaren" in text(cast.client("manager_a"), f"/rapporter/{report.pk}/")


def test_the_state_is_never_cached(cast: Cast) -> None:
    report = stored(requested_by=cast.user("manager_a"))
    assert "no-store" in cast.client("manager_a").get(f"/rapporter/{report.pk}/lage/")["Cache-Control"]


@pytest.mark.parametrize("tail", ["", "lage/", "fil/"])
def test_a_draft_of_somebody_else_does_not_exist(cast: Cast, tail: str) -> None:
    report = done(requested_by=cast.user("manager_a"))
    assert cast.client("politician_a").get(f"/rapporter/{report.pk}/{tail}").status_code == 404
    assert cast.client("outsider").get(f"/rapporter/{report.pk}/{tail}").status_code == 404
    assert cast.client("politician_a").post(f"/rapporter/{report.pk}/igen/").status_code == 404


def test_others_are_refused_to_begin_again_with_the_reason(cast: Cast) -> None:
    report = stored(state=ReportState.FAILED, requested_by=cast.user("manager_a"))
    assert cast.client("auditor").post(f"/rapporter/{report.pk}/igen/").status_code == 403


# The file


def test_the_file_comes_with_headers_that_keep_it_a_file(cast: Cast) -> None:
    report = done(requested_by=cast.user("manager_a"))
    response = cast.client("manager_a").get(f"/rapporter/{report.pk}/fil/")
    assert response.content == CONTENT
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="provrapport-2025-utkast.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_the_decided_file_is_not_called_a_draft(cast: Cast) -> None:
    report = done(draft=False, decision=cast.decision())
    assert (
        'filename="provrapport-2025.pdf"'
        in cast.client("staff_a1").get(f"/rapporter/{report.pk}/fil/")["Content-Disposition"]
    )


@pytest.mark.parametrize(("damage", "words"), [
    (lambda path: path.write_bytes(b"%PDF-1.7 en annan"), "inte den som sparades"),
    (lambda path: path.unlink(), "finns inte på servern"),
])  # fmt: skip
def test_a_file_that_was_changed_or_lost_is_not_handed_out(cast: Cast, damage: object, words: str) -> None:
    report = done(draft=False, decision=cast.decision())
    damage(Path(report.file.path))  # type: ignore[operator]
    response = cast.client("controller").get(f"/rapporter/{report.pk}/fil/")
    assert response.status_code == 409
    assert words in response.content.decode()


def test_there_is_no_file_before_it_is_done(cast: Cast) -> None:
    report = stored(requested_by=cast.user("manager_a"))
    response = cast.client("manager_a").get(f"/rapporter/{report.pk}/fil/")
    assert response.status_code == 409
    assert "inte klar än" in response.content.decode()


def test_the_history_of_a_report_is_read_by_those_who_read_the_report(cast: Cast) -> None:
    report = stored(requested_by=cast.user("manager_a"))
    address = reverse("history:object", args=["documents.report", report.pk])
    assert cast.client("manager_a").get(address).status_code == 200
    assert cast.client("politician_a").get(address).status_code == 404


def test_reports_stand_in_the_navigation_for_those_with_an_appointment(cast: Cast) -> None:
    assert 'href="/rapporter/"' in text(cast.client("politician_a"), "/")
    assert 'href="/rapporter/"' not in text(cast.client("outsider"), "/")


# Blocks on a page


def test_a_report_block_on_a_page_needs_nothing_inline(figure: object) -> None:
    from django.template import Context, Template

    page = Template("{% load documents %}{% report_figure figure %}{% report_table figure.table %}").render(
        Context({"figure": figure})
    )
    assert page.count("<table") == 2
    assert page.count("<svg") >= 1
    assert 'role="img"' in page
    assert not re.search(r"\sstyle=|<style|<script|styr:/", page)
    assert 'scope="col" class="amount"' in page
    assert "På grund av avrundning kan summor avvika." in page


def test_the_list_is_a_file_of_what_one_may_read(cast: Cast) -> None:
    done(draft=False, decision=cast.decision())
    answer = cast.client("controller").get(LIST + "?format=csv")
    rows = b"".join(answer).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert fingerprint(CONTENT) in rows[1]
    nothing = cast.client("outsider").get(LIST + "?format=csv")
    assert len(b"".join(nothing).decode("utf-8-sig").splitlines()) == 1  # type: ignore[arg-type]
