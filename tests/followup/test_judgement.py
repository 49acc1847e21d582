"""The joint judgement of a year: a controller's, with both texts shown when two write at once; and the older texts' move into the written report."""

import importlib
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from followup.actions.judgement import save_joint_judgement
from followup.models import JointJudgement
from sala_styr.errors import Refused, RuleBroken
from sala_styr.writing.models import WrittenReport
from tests.cast import PEOPLE, Cast
from tests.followup.annual import write, written_annual

move = importlib.import_module("followup.migrations.0016_texts_written_with_the_report")

EVERYBODY = [name for name, _role, _unit in PEOPLE]
URL = "/uppfoljning/arsredovisning/2025/samlad/"


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_a_controller_writes_it(cast: Cast, name: str) -> None:
    actor, client = cast.actor(name), cast.client(name)
    if name == "controller":
        assert client.get(URL).status_code == 200
        assert save_joint_judgement(actor, 2025, "partly", "Vägt ihop.").history.get().history_user == actor.user
    else:
        with pytest.raises(Refused):
            save_joint_judgement(actor, 2025, "partly", "Vägt ihop.")
        assert client.get(URL).status_code == 403
        assert not JointJudgement.objects.exists()


def test_a_judgement_needs_a_verdict_and_its_reason(cast: Cast) -> None:
    for verdict, text, field in (("", "Vägt ihop.", "verdict"), ("partly", "", "text")):
        with pytest.raises(RuleBroken) as refusal:
            save_joint_judgement(cast.actor("controller"), 2025, verdict, text)
        assert refusal.value.field == field


def test_two_at_once_the_second_is_told_and_may_go_on(cast: Cast) -> None:
    save_joint_judgement(cast.actor("controller"), 2025, "consistent", "Den andras ord.")
    mine = {"verdict": "partly", "text": "Mina ord."}
    answer = cast.client("controller").post(URL, mine | {"version": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Den andras ord." in page
    assert "Mina ord." in page
    assert 'name="version" value="1"' in page
    assert cast.client("controller").post(URL, mine | {"version": "1"}).status_code == 302
    assert JointJudgement.objects.get().text == "Mina ord."


def test_it_is_written_in_the_browser_and_read_by_all(cast: Cast) -> None:
    client = cast.client("controller")
    assert client.post(URL, {"verdict": "", "text": "Vägt ihop.", "version": "0"}).status_code == 422
    answer = client.post(URL, {"verdict": "partly", "text": "Vägt ihop.", "version": "0"})
    assert answer.headers["Location"] == reverse("followup:stewardship") + "?ar=2025"
    page = cast.client("chair_b").get(answer.headers["Location"]).content.decode()
    assert "<strong>delvis förenligt</strong> med målen" in page
    assert "Ändra bedömningen" not in page


def test_the_older_texts_move_with_all_their_history(cast: Cast) -> None:
    """The step itself, on the models as they were before it: the tables of the texts are made for the test alone."""
    then = (
        MigrationExecutor(connection)
        .loader.project_state([("followup", "0015_internal_control"), ("writing", "0004_where_sections_come_from")])
        .apps
    )
    text, history = then.get_model("followup", "ReportText"), then.get_model("followup", "HistoricalReportText")
    editor = connection.schema_editor()
    editor.deferred_sql = []  # where PostgreSQL puts the keys for afterwards; the tables live without them here
    with connection.cursor() as cursor:
        for model in (text, history):
            cursor.execute(*editor.table_sql(model))
    begun = written_annual(2025)
    write(2025, "Väsentliga personalförhållanden", "Redan skrivet.")
    by, day = cast.user("controller"), datetime(2026, 2, 3, tzinfo=UTC)
    for year, part, words in ((2025, "events", "Bron."), (2025, "staff", "Alla mår bra."), (2024, "events", "Inget.")):
        row = text.objects.create(year=year, part=part, text=words)
        for said in ("Först.", words):
            history.objects.create(
                id=row.pk, year=year, part=part, text=said, version=1, history_user_id=by.pk, history_date=day,
                history_type="+", history_change_reason="Skrev",
            )  # fmt: skip
    move.move(then, None)
    events = begun.sections.get(heading="Händelser av väsentlig betydelse")
    assert (events.text, events.state) == ("Bron.", "draft")
    rows = events.history.filter(history_change_reason="Skrev").order_by("pk")
    assert [(row.text, row.history_user, row.history_date) for row in rows] == [("Först.", by, day), ("Bron.", by, day)]
    staff = begun.sections.filter(heading="Väsentliga personalförhållanden").order_by("pk")
    assert [each.text for each in staff] == ["Redan skrivet.", "Alla mår bra."]
    older = WrittenReport.objects.get(year=2024)
    assert (str(older), older.sections.get().text) == ("Årsredovisning 2024", "Inget.")
