"""The pack before a dialogue: frozen when it is sent, read by those who follow the dialogue, made of what both sides may read."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from budget.models import BudgetEntry, EntryKind, Forecast
from budget.models.ledger import EntriesAreForEver
from followup.models import (
    Assessment,
    AssessmentState,
    Dialogue,
    DialogueFinding,
    DialoguePack,
    NextStep,
    OpenQuestion,
    PackFile,
)
from followup.queries.dialogues import followed_dialogues
from followup.queries.packs import readable_packs
from followup.reports.pack import as_text, document_of, fingerprint, read
from followup.reports.pack_file import make_file
from goals.models import CoreMission, ItemState, PlanItem
from sala_styr.documents.pdf import render_pdf
from sala_styr.documents.store import read_checked
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit, User
from tests.cast import PEOPLE, Cast
from tests.documents import verapdf
from tests.documents.reading import text_of
from tests.followup.builders import assessment, dialogue, mission
from tests.followup.packs_builders import confirmed, laid_table, send

EVERYBODY = [name for name, _role, _unit in PEOPLE]


def page_of(cast: Cast, pack: DialoguePack, who: str = "manager_a1") -> str:
    address = reverse("followup:pack", args=[pack.dialogue_id, pack.version])
    response = cast.client(who).get(address)
    assert response.status_code == 200
    return response.content.decode()


def frozen_part(page: str) -> str:
    """All that the page says, from its heading on; the crumbs lead through the product as it is today."""
    return page[page.index('<div class="columns">') : page.index("</main>")]


def change_everything(cast: Cast) -> None:
    """Everything that a pack tells of becomes something else."""
    with recording(system_actor(), "Allt ändras"):
        for item in PlanItem.objects.all():
            item.title = f"Omgjort {item.pk}"
            item.save()
        for said in Assessment.objects.all():
            said.comment, said.status, said.trend = "Omgjord kommentar.", "not_met", "worse"
            said.save()
        for core in CoreMission.objects.all():
            core.statutory = core.local = "Omgjort uppdrag."
            core.save()
        for step in NextStep.objects.all():
            step.text, step.outcome = "Omgjort steg", "Omgjort svar"
            step.save()
        for finding in DialogueFinding.objects.all():
            finding.text = "Omgjord slutsats"
            finding.save()
        for question in OpenQuestion.objects.all():
            question.text = "Omgjord fråga?"
            question.save()
        for unit in Unit.objects.all():
            unit.name = f"Omgjord enhet {unit.pk}"
            unit.save()
        for user in User.objects.all():
            user.last_name = "Omgjord"
            user.save()
        for each in Dialogue.objects.all():
            each.place, each.support, each.material = "Omgjord plats", "Omgjort behov", "Omgjord läsning"
            each.save()
        today = timezone.localdate()
        Forecast.objects.create(
            unit=cast["A1"], year=today.year, month=9, version=1, amount=-9_000_000_00, comment="Omgjord prognos."
        )
        BudgetEntry.objects.create(
            year=today.year,
            kind=EntryKind.FRAME,
            target=cast["A1"],
            amount=7_777_000_00,
            text="Omgjord ram",
            decision=cast.decision("KF"),
            booked_on=today,
        )


def test_a_frozen_pack_is_the_same_when_everything_has_changed(cast: Cast) -> None:
    pack = send(cast, laid_table(cast).dialogue)
    page, content, sha = frozen_part(page_of(cast, pack)), pack.content, pack.sha256
    file = make_file(pack.pk)
    printed = read_checked(file.path, file.sha256)
    for word in ("Alla är med.", "Vi hinner med.", "Ring vårdnadshavarna", "Räcker lokalerna?", "Läsningen går före."):
        assert word in page
        assert word in " ".join(text_of(printed).split())

    change_everything(cast)

    again = DialoguePack.objects.get(pk=pack.pk)
    assert (again.content, again.sha256) == (content, sha)
    assert fingerprint(again.content) == sha
    after = frozen_part(page_of(cast, again))
    assert after == page
    assert render_pdf(document_of(again)) == printed

    newer = send(cast, pack.dialogue)
    assert newer.version == 2
    assert "Omgjort steg" in page_of(cast, newer)
    assert DialoguePack.objects.get(pk=pack.pk).content == content


def test_a_pack_is_never_changed_or_removed(cast: Cast) -> None:
    pack = send(cast, laid_table(cast).dialogue)
    pack.content = "{}"
    with pytest.raises(EntriesAreForEver):
        pack.save()
    with pytest.raises(EntriesAreForEver):
        pack.delete()


def test_a_pack_that_somebody_has_meddled_with_is_not_printed(cast: Cast) -> None:
    pack = send(cast, laid_table(cast).dialogue)
    DialoguePack.objects.filter(pk=pack.pk).update(content=pack.content.replace("Alla är med.", "Ingen är med."))
    with pytest.raises(RuleBroken, match="kontrollsumman"):
        make_file(pack.pk)
    assert not PackFile.objects.exists()


def test_the_content_is_json_in_one_way_with_its_own_fingerprint(cast: Cast) -> None:
    pack = send(cast, laid_table(cast).dialogue)
    plain = json.loads(pack.content)
    assert as_text(plain) == pack.content
    assert [each["key"] for each in plain["sections"]] == [
        "questions",
        "last_time",
        "since",
        "mission",
        "wanted",
        "money",
        "needs",
    ]


def test_the_language_of_who_sends_it_does_not_matter(cast: Cast) -> None:
    table = laid_table(cast)
    with translation.override("en"):
        pack = send(cast, table.dialogue)
    assert "Grunduppdraget" in [section.heading for section in read(pack).sections]


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_pack_is_read_by_those_who_follow_the_dialogue_and_nobody_else(cast: Cast, name: str) -> None:
    pack = send(cast, laid_table(cast).dialogue)
    actor = cast.actor(name)
    follows = followed_dialogues(actor).filter(pk=pack.dialogue_id).exists()
    assert readable_packs(actor).filter(pk=pack.pk).exists() == follows
    addresses = [
        reverse("followup:pack", args=[pack.dialogue_id, 1]),
        reverse("followup:dialogue_calendar", args=[pack.dialogue_id]),
    ]
    expected = 200 if follows else (404 if actor.is_known else 403)
    assert [cast.client(name).get(address).status_code for address in addresses] == [expected, expected]


def test_who_follows_is_the_two_sides_those_above_the_participants_and_those_who_read_everything(cast: Cast) -> None:
    pack = send(cast, laid_table(cast).dialogue)
    readers = {name for name in EVERYBODY if readable_packs(cast.actor(name)).filter(pk=pack.pk).exists()}
    expected = {"head_a", "manager_a", "manager_a1", "staff_a1", "controller", "auditor", "administrator"}
    assert readers == expected


def test_the_pack_holds_only_what_is_decided_handed_in_or_confirmed_whoever_sends_it(cast: Cast) -> None:
    table = laid_table(cast)
    day = timezone.localdate()
    cast.item("activity", "A1", title="Hemligt utkast", parent=table.items["strategy"], state=ItemState.DRAFT)
    other = cast.item("activity", "A1", title="En annan aktivitet", parent=table.items["strategy"])
    assessment(other, table.period, AssessmentState.DRAFT, comment="Ofärdig bedömning.")
    third = cast.item("activity", "A1", title="En tredje", parent=table.items["strategy"])
    assessment(third, table.period, AssessmentState.RETURNED, comment="Lämnad tillbaka.")
    unconfirmed = dialogue(cast, table.period, "verksA", "A1", day - timedelta(days=10), support="Ej bekräftat behov.")
    with recording(system_actor(), "Test"):
        NextStep.objects.create(dialogue=unconfirmed, text="Ej bekräftat steg")
        OpenQuestion.objects.create(dialogue=unconfirmed, text="Ej bekräftad fråga?")
    for sender in ("manager_a", "controller"):
        pack = send(cast, table.dialogue, sender)
        for secret in ("Hemligt utkast", "Ofärdig", "Lämnad tillbaka", "Ej bekräftat", "Ej bekräftad"):
            assert secret not in pack.content, (sender, secret)
        assert "En annan aktivitet" in pack.content
        assert "inte rapporterat" in pack.content
        assert "är inte bekräftad av båda" in pack.content


def test_two_senders_freeze_the_same_content(cast: Cast) -> None:
    table = laid_table(cast)
    first, second = send(cast, table.dialogue, "manager_a"), send(cast, table.dialogue, "controller")
    assert [read(first).keyed, read(first).title] == [read(second).keyed, read(second).title]


def test_what_has_changed_since_the_two_last_met(cast: Cast) -> None:
    table = laid_table(cast)
    today = timezone.localdate()
    with recording(system_actor(), "Test"):
        item = PlanItem.objects.get(pk=table.items["activity"].pk)
        item.title = "Ny rubrik"
        item.save()
        common = {"year": today.year, "kind": EntryKind.TECHNICAL, "booked_on": today, "decision": cast.decision("B")}
        BudgetEntry.objects.create(target=cast["A1"], amount=500_000_00, text="Mer till skolan", **common)
        BudgetEntry.objects.create(source=cast["A1"], amount=200_000_00, text="Mindre till skolan", **common)
        before = common | {"booked_on": today - timedelta(days=200)}
        BudgetEntry.objects.create(target=cast["A1"], amount=1_00, text="Långt innan", **before)
    cast.decision("A", today, title="Nämnden har beslutat något")
    cast.decision("A", today - timedelta(days=200), title="Ett gammalt beslut")
    content = send(cast, table.dialogue).content
    assert "Ny rubrik" in content
    assert "Mer till skolan" in content
    assert "Långt innan" not in content
    assert "Nämnden har beslutat något" in content
    assert "Ett gammalt beslut" not in content
    rows = [
        row["cells"]
        for section in json.loads(content)["sections"]
        if section["key"] == "since"
        for block in section["section"]["sections"][1]["blocks"]
        for row in block["rows"]
    ]
    assert [(row[0], row[3]) for row in rows] == [("Mer till skolan", 500_000_00), ("Mindre till skolan", -200_000_00)]


def test_what_a_unit_has_passed_on_to_its_own_parts_is_no_change_of_its_frame(cast: Cast) -> None:
    table = laid_table(cast, "kontorA", "verksA")
    today = timezone.localdate()
    with recording(system_actor(), "Test"):
        common = {"year": today.year, "kind": EntryKind.TECHNICAL, "booked_on": today, "decision": cast.decision("B")}
        BudgetEntry.objects.create(source=cast["verksA"], target=cast["A1"], amount=1_00, text="Inom sig", **common)
        BudgetEntry.objects.create(source=cast["verksA"], amount=2_00, text="Lämnas till kommunen", **common)
    content = send(cast, table.dialogue, "head_a").content
    assert "Inom sig" not in content
    assert "Lämnas till kommunen" in content


def test_needs_from_below_are_told_upwards(cast: Cast) -> None:
    table = laid_table(cast, "kontorA", "verksA")
    confirmed(cast, table.period, "verksA", "A1", date(timezone.localdate().year, 2, 2), support="Ett tak som håller.")
    content = send(cast, table.dialogue, "head_a").content
    assert "Enhet A1, 2 februari" in content
    assert "Ett tak som håller." in content


def test_what_the_two_arrived_at_stands_with_both_sides_words(cast: Cast) -> None:
    content = read(send(cast, laid_table(cast).dialogue))
    told = str(dict(content.keyed)["last_time"])
    assert "Läsningen går före." in told
    assert "Vikarierna. Enhet A1: ”För få.” Verksamhet A: ”Nog.”" in told
    assert "Ett beslut om taket. (Väntar på svar.)" in str(dict(content.keyed)["needs"])


def test_a_first_dialogue_with_nothing_to_tell_says_so_in_words(cast: Cast) -> None:
    table = laid_table(cast)
    alone = dialogue(cast, table.period, "verksA", "A2", timezone.localdate() + timedelta(days=14))
    pack = send(cast, alone, participants=[cast.user("manager_a")])
    for words in (
        "de tvås första dialog",
        "har inget grunduppdrag skrivet",
        "har inget sådant i planen",
        "Ingen prognos är lämnad",
        "Inget behov är antecknat",
    ):
        assert words in pack.content


def test_freezing_costs_as_many_questions_whatever_there_is_to_tell(cast: Cast) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from followup.models import DialogueInvitation
    from followup.reports.pack import compose

    table = laid_table(cast)
    send(cast, table.dialogue)
    with recording(system_actor(), "Test"):
        for item in PlanItem.objects.filter(pk=table.items["activity"].pk):
            item.title = "Ny rubrik"
            item.save()

    def asked() -> int:
        found = Dialogue.objects.select_related("period", "upper", "lower").get(pk=table.dialogue.pk)
        invitation = DialogueInvitation.objects.get(dialogue=found)
        with CaptureQueriesContext(connection) as queries:
            compose(found, invitation, 1, timezone.now())
        return len(queries)

    small = asked()
    with recording(system_actor(), "Test"):
        for number in range(8):
            item = cast.item("activity", "A1", title=f"Aktivitet {number}", parent=table.items["strategy"])
            assessment(item, table.period, AssessmentState.APPROVED)
            NextStep.objects.create(dialogue=table.before, text=f"Steg {number}", responsible=cast.user("manager_a"))
            OpenQuestion.objects.create(dialogue=table.before, text=f"Fråga {number}?")
            cast.decision("A", timezone.localdate())
    assert asked() == small


@pytest.mark.parametrize("size", [1, 6])
def test_the_page_of_a_pack_costs_as_many_questions_however_long_it_is(
    cast: Cast, size: int, django_assert_num_queries: object
) -> None:
    table = laid_table(cast)
    for number in range(size):
        cast.item("activity", "A1", title=f"Aktivitet {number}", parent=table.items["strategy"])
    pack = send(cast, table.dialogue)
    client = cast.client("manager_a1")
    address = reverse("followup:pack", args=[pack.dialogue_id, 1])
    client.get(address)
    with django_assert_num_queries(PAGE_QUERIES):  # type: ignore[operator]
        client.get(address)


PAGE_QUERIES = 10


def test_the_file_can_be_read_by_anybody_and_kept(cast: Cast, tmp_path: Path) -> None:
    pack = send(cast, laid_table(cast).dialogue)
    file = make_file(pack.pk)
    content = read_checked(file.path, file.sha256)
    printed = tmp_path / "underlag.pdf"
    printed.write_bytes(content)
    assert verapdf.check(printed)[str(printed)] == {"ua1": [], "3a": []}
    text = text_of(content)
    assert "UTKAST" not in text
    assert "Underskrift" not in text
    assert "Arbetsmaterial för de två parterna" in " ".join(text.split())


def test_the_file_is_made_once_and_fetched_with_its_fingerprint_checked(cast: Cast, settings: object) -> None:
    pack = send(cast, laid_table(cast).dialogue)
    address = reverse("followup:pack_download", args=[pack.dialogue_id, 1])
    client = cast.client("manager_a1")
    assert client.get(address).status_code == 409
    file = make_file(pack.pk)
    assert make_file(pack.pk).pk == file.pk
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    stored = Path(settings.MEDIA_ROOT) / file.path  # type: ignore[attr-defined]
    stored.write_bytes(b"%PDF something else")
    assert client.get(address).status_code == 409
    assert cast.client("manager_b").get(address).status_code == 404


def test_a_file_left_from_a_making_that_was_cut_off_is_taken_up(cast: Cast) -> None:
    pack = send(cast, laid_table(cast).dialogue)
    path = make_file(pack.pk).path
    PackFile.objects.filter(
        pack=pack
    ).delete()  # as if the row never came to be; queryset, past the model's own refusal
    assert make_file(pack.pk).path == path


def test_the_preview_shows_what_would_be_frozen_and_keeps_nothing(cast: Cast) -> None:
    table = laid_table(cast)
    address = reverse("followup:pack_preview", args=[table.dialogue.pk])
    page = cast.client("manager_a").get(address).content.decode()
    assert "Ring vårdnadshavarna" in page
    assert "Inget är sparat" in page
    assert not DialoguePack.objects.exists()
    assert cast.client("staff_a1").get(address).status_code == 403


def test_missions_of_others_are_not_in_the_pack(cast: Cast) -> None:
    table = laid_table(cast)
    other = mission(cast, "B1")
    with recording(system_actor(), "Test"):
        other.statutory = "Ett annat uppdrag."
        other.save()
    assert "Ett annat uppdrag." not in send(cast, table.dialogue).content
