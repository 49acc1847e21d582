"""A written report made: as a draft, as the decided version that is kept, and corrected by a new one that names the old."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from sala_styr.documents.actions import begin_again
from sala_styr.documents.kept import read_document
from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.tasks import make_report
from sala_styr.errors import Refused, RuleBroken
from sala_styr.writing.actions import sections as verbs
from sala_styr.writing.actions.making import decide, make_draft, open_for_correction
from sala_styr.writing.actions.pictures import add_picture
from sala_styr.writing.actions.reports import set_registry_number
from sala_styr.writing.models import ReportSection, WrittenReport
from sala_styr.writing.queries import usable_decisions
from tests.cast import PEOPLE, Cast
from tests.documents.builders import png
from tests.documents.here import make_here
from tests.documents.reading import page_texts
from tests.writing.builders import section, unit_report, whole_report, written

pytestmark = pytest.mark.django_db
EVERYBODY = [name for name, _role, _unit in PEOPLE]
AFTER = date(2026, 4, 27)


@pytest.fixture(autouse=True)
def queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is made in the background."""
    monkeypatch.setattr(type(make_report), "enqueue", lambda _task, _id: None)


def make_now(report: Report) -> Report:
    assert make_here(report), Report.objects.get(pk=report.pk).error
    return Report.objects.select_related("decision__body").get(pk=report.pk)


def approved(cast: Cast, report: WrittenReport, heading: str, text: str) -> ReportSection:
    found = written(cast, report, heading, text)
    found = verbs.hand_in(cast.actor("controller"), found, found.version)
    return verbs.approve(cast.actor("controller"), found, found.version)


def finished(cast: Cast) -> WrittenReport:
    """The whole year's report with all its texts approved."""
    report = whole_report(cast)
    approved(cast, report, "Händelser", "Bron öppnade.")
    approved(cast, report, "Personal", "Vi mår bra.")
    return report


def decided(cast: Cast, report: WrittenReport) -> Report:
    return decide(cast.actor("controller"), report, cast.decision("KF", AFTER))


def test_a_draft_says_what_is_written_and_is_of_the_report(cast: Cast) -> None:
    report = whole_report(cast)
    written(cast, report, "Händelser", "Bron öppnade.")
    made = make_now(make_draft(cast.actor("auditor"), report))
    assert (made.kind, made.subject, made.template_version) == ("annual", report.pk, report.template_version)
    assert (str(made), made.draft) == ("Året 2025", True)
    text = str(read_document(made).sections)
    assert "Bron öppnade." in text
    assert "Det här avsnittet är inte skrivet ännu" in text


def test_a_draft_is_made_by_those_who_read_the_report(cast: Cast) -> None:
    report = whole_report(cast)
    with pytest.raises(Refused):
        make_draft(cast.actor("kf_politician"), report)


def test_the_decided_version_waits_for_every_text(cast: Cast) -> None:
    report = whole_report(cast)
    approved(cast, report, "Händelser", "Bron öppnade.")
    unit = unit_report(cast)
    with pytest.raises(RuleBroken) as refusal:
        decided(cast, report)
    assert str(refusal.value).endswith(f"Det som återstår: Personal; {unit.unit}: Uppdrag.")
    report.refresh_from_db()
    assert report.decision is None
    assert not Report.objects.exists()


def test_what_is_decided_is_kept_and_nothing_in_it_changes(cast: Cast) -> None:
    report = finished(cast)
    made = make_now(decided(cast, report))
    assert made.is_frozen
    assert made.decision is not None
    assert read_document(made).decision_line == str(made.decision)
    found = section(report, "Händelser")
    actor = cast.actor("controller")
    for change in (
        lambda: verbs.send_back(actor, found, "Mer.", found.version),
        lambda: written(cast, report, "Händelser", "Något annat."),
        lambda: set_registry_number(actor, report, "KS 1"),
        lambda: add_picture(actor, report, png(), alternative="En bro"),
        lambda: decided(cast, report),
    ):
        with pytest.raises(RuleBroken, match="beslutad och ändras inte längre"):
            change()


@pytest.mark.parametrize("name", EVERYBODY)
def test_it_is_decided_by_a_controller_or_the_chair_of_the_body(cast: Cast, name: str) -> None:
    report, decision = finished(cast), cast.decision("KF", AFTER)
    allowed = name in ("controller", "kf_chair")
    assert bool(usable_decisions(cast.actor(name), report)) == allowed
    if allowed:
        assert decide(cast.actor(name), report, decision).decision == decision
    else:
        with pytest.raises(Refused):
            decide(cast.actor(name), report, decision)


def test_only_a_later_decision_of_the_right_body_is_used(cast: Cast) -> None:
    report = finished(cast)
    early, other = cast.decision("KF", date(2025, 12, 31)), cast.decision("A", AFTER)
    assert usable_decisions(cast.actor("controller"), report) == []
    with pytest.raises(RuleBroken, match="var slut"):
        decide(cast.actor("controller"), report, early)
    with pytest.raises(RuleBroken, match="beslutas av Kommunfullmäktige"):
        decide(cast.actor("controller"), report, other)
    report.refresh_from_db()
    assert report.decision is None


def test_a_units_report_is_decided_by_its_own_body(cast: Cast) -> None:
    report = unit_report(cast)
    approved(cast, report, "Uppdrag", "Vi tar hand om skolan.")
    wrong, right = cast.decision("B", AFTER), cast.decision("A", AFTER)
    assert usable_decisions(cast.actor("controller"), report) == [right]
    assert usable_decisions(cast.actor("chair_b"), report) == []
    with pytest.raises(RuleBroken, match="beslutas av Nämnd A"):
        decide(cast.actor("controller"), report, wrong)
    assert str(decide(cast.actor("chair_a"), report, right)) == report.title


def test_a_correction_is_a_new_report_that_names_the_old(cast: Cast) -> None:
    report = finished(cast)
    first = make_now(decided(cast, report))
    with pytest.raises(Refused):
        open_for_correction(cast.actor("kf_chair"), report, "Fel namn på bron.")
    with pytest.raises(RuleBroken, match="Skriv vad"):
        open_for_correction(cast.actor("controller"), report, " ")
    opened = open_for_correction(cast.actor("controller"), report, "Fel namn på bron.")
    found = section(opened, "Händelser")
    verbs.send_back(cast.actor("controller"), found, "Rätta namnet.", found.version)
    approved(cast, opened, "Händelser", "Nya bron öppnade.")
    second = make_now(decided(cast, opened))
    assert (second.corrects, second.correction) == (first, "Fel namn på bron.")
    line = f"Rättar {first}, {first.decision}, därför att: Fel namn på bron."
    assert line in read_document(second).references
    assert line not in read_document(first).references
    printed = page_texts(Path(second.file.path).read_bytes())[0]
    assert "därför att: Fel namn på bron." in " ".join(printed.split())
    assert read_document(second).data_id == second.data_id
    first.refresh_from_db()
    assert first.is_frozen
    assert "Nya bron" not in str(read_document(first).sections)
    assert "Nya bron" in str(read_document(second).sections)


def test_a_report_whose_file_was_never_made_is_only_opened(cast: Cast) -> None:
    report = finished(cast)
    waiting = decided(cast, report)
    opened = open_for_correction(cast.actor("controller"), report, "Fel beslut valdes.")
    assert (opened.decision, opened.correction) == (None, "")
    waiting.refresh_from_db()
    assert waiting.state == ReportState.STOPPED
    again = begin_again(cast.actor("controller"), waiting)
    assert not make_here(again)
    again.refresh_from_db()
    assert "öppnats igen" in again.error
    with pytest.raises(RuleBroken, match="redan att ändra"):
        open_for_correction(cast.actor("controller"), report, "En gång till.")


def test_the_page_makes_decides_and_opens(cast: Cast) -> None:
    report, decision = finished(cast), cast.decision("KF", AFTER)
    client, address = cast.client("controller"), reverse("writing:report", args=[report.pk])
    page = client.get(address).content.decode()
    assert "Inget är gjort av rapporten än" in page
    assert str(decision) in page
    answer = client.post(reverse("writing:make", args=[report.pk]), {"decision": ""})
    assert answer.headers["Location"] == reverse("documents:report", args=[Report.objects.get().pk])
    answer = client.post(reverse("writing:make", args=[report.pk]), {"decision": decision.pk})
    made = Report.objects.get(draft=False)
    assert answer.headers["Location"] == reverse("documents:report", args=[made.pk])
    assert address in client.get(answer.headers["Location"]).content.decode()
    page = client.get(address).content.decode()
    assert "Inget i den ändras längre" in page
    assert "Gör rapporten" not in page
    wrong = client.post(reverse("writing:correct", args=[report.pk]), {"because": ""})
    assert wrong.status_code == 422
    client.post(reverse("writing:correct", args=[report.pk]), {"because": "Fel beslut."})
    assert "Gör rapporten" in client.get(address).content.decode()
    assert "Rätta något" not in cast.client("auditor").get(address).content.decode()


def test_a_text_that_is_missing_is_said_at_the_decision(cast: Cast) -> None:
    report, decision = whole_report(cast), cast.decision("KF", AFTER)
    answer = cast.client("controller").post(reverse("writing:make", args=[report.pk]), {"decision": decision.pk})
    assert answer.status_code == 422
    assert "Det som återstår: Händelser; Personal." in answer.content.decode()
