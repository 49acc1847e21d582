"""The controller's pages: who has answered what, what a period asks, and when."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from followup.actions import period_sections as verbs
from followup.models import AssessmentState, DueRule, Period, PeriodSection, SectionKind, SectionReport
from followup.queries.due import due_of
from sala_styr import trees
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit, UnitKind
from tests.cast import PEOPLE, Cast
from tests.followup.builders import assessment, full_year, mission, period

EVERYBODY = [name for name, _role, _unit in PEOPLE]


def grid(client: Client, during: Period, **asked: str) -> str:
    return client.get(reverse("followup:sections", args=[during.pk]), asked).content.decode()


def kinds(during: Period) -> list[str]:
    return list(PeriodSection.objects.filter(period=during).values_list("kind", flat=True))


def test_the_grid_says_how_far_each_answer_has_come(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period(due=date(2030, 9, 20))
    mission(cast, "A1")
    assessment(item, during, AssessmentState.APPROVED)
    money = PeriodSection.objects.get(period=during, kind=SectionKind.MONEY)
    with recording(system_actor(), "Test"):
        SectionReport.objects.create(
            section=money, unit=cast["A1"], state="returned", returned_because="Hur då?", nothing=False
        )
    page = grid(cast.client("controller"), during, **{"del": str(cast["A"].pk)})
    row = page[page.index(">Enhet A1</a>") :].split("</tr>")[0]
    assert f"/{during.pk}/{cast['A1'].pk}/#ekonomin" in row
    for word in ("godkänd", "tillbaka", "ej börjad", "frågas inte här"):
        assert word in row
    assert "Enhet B1" not in page


def test_the_grid_is_narrowed_to_those_who_are_late(cast: Cast) -> None:
    during = period(2025)
    client = cast.client("controller")
    assert "svar har passerat sin dag" in grid(client, during)
    assert ">Enhet A1</a>" in grid(client, during, visa="sena")
    PeriodSection.objects.update(required=False)
    page = grid(client, during, visa="sena")
    assert ">Enhet A1</a>" not in page
    assert "Inget svar har passerat sin dag." in page


def test_the_grid_comes_as_a_file(cast: Cast) -> None:
    during = period()
    answer = cast.client("controller").get(reverse("followup:sections", args=[during.pk]), {"format": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    assert text.splitlines()[0].startswith("Kod;Enhet;Lämnas senast;Grunduppdraget;")
    assert "Enhet A1" in text


@pytest.mark.parametrize("more", [0, 60])
def test_the_grid_takes_as_many_queries_whatever_its_size(
    cast: Cast, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast.chain()
    during, client = full_year(), cast.client("controller")
    with recording(system_actor(), "Test"):
        for number in range(more):
            trees.insert(Unit(code=f"N{number}", name=f"Ny {number}", kind=UnitKind.UNIT), cast["verksA"].pk)
    grid(client, during)
    with django_assert_num_queries(18):
        page = grid(client, during)
    assert page.count('<th scope="row"') >= 10 + more


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_a_controller_says_what_is_asked(cast: Cast, name: str) -> None:
    during, client = period(), cast.client(name)
    money = PeriodSection.objects.get(period=during, kind=SectionKind.MONEY)
    expected = 200 if name == "controller" else 403
    assert client.get(reverse("followup:period_asks", args=[during.pk])).status_code == expected
    assert client.get(reverse("followup:new_section", args=[during.pk])).status_code == expected
    assert client.get(reverse("followup:edit_section", args=[money.pk])).status_code == expected
    client.post(reverse("followup:arrange_section", args=[money.pk]), {"gor": "bort"})
    assert PeriodSection.objects.filter(pk=money.pk).exists() == (name != "controller")
    if name != "controller":
        with pytest.raises(Refused):
            verbs.set_due_days(cast.actor(name), during, {UnitKind.UNIT: 1})


def test_a_question_of_ones_own_is_added_changed_and_moved(cast: Cast) -> None:
    during, client = period(), cast.client("controller")
    sent = {"version": "0", "kind": "question", "title": "Vad oroar er mest?", "unit_kinds": ["unit"], "required": "on"}
    assert client.post(reverse("followup:new_section", args=[during.pk]), sent).status_code == 302
    made = PeriodSection.objects.get(period=during, kind=SectionKind.QUESTION)
    assert kinds(during)[-1] == SectionKind.QUESTION
    taken = client.post(reverse("followup:new_section", args=[during.pk]), sent | {"title": "ekonomin"})
    assert "redan ett avsnitt med den rubriken" in taken.content.decode()
    changed = {"version": "1", "title": "Vad gläder er mest?", "instruction": "Kort.", "unit_kinds": ["unit"]}
    assert client.post(reverse("followup:edit_section", args=[made.pk]), changed).status_code == 302
    assert (
        "Någon annan har ändrat"
        in client.post(reverse("followup:edit_section", args=[made.pk]), changed).content.decode()
    )
    client.post(reverse("followup:arrange_section", args=[made.pk]), {"gor": "upp"})
    assert kinds(during)[-2] == SectionKind.QUESTION
    page = (
        cast.client("manager_a1").get(reverse("followup:unit_period", args=[during.pk, cast["A1"].pk])).content.decode()
    )
    assert "Vad gläder er mest?" in page
    assert (
        "Vad gläder"
        not in cast.client("head_a")
        .get(reverse("followup:unit_period", args=[during.pk, cast["kontorA"].pk]))
        .content.decode()
    )


def test_what_has_been_answered_is_not_taken_away(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    assessment(item, during)
    section = PeriodSection.objects.get(period=during, kind=SectionKind.ACTIVITIES)
    with pytest.raises(RuleBroken, match="har redan svar"):
        verbs.remove_section(cast.actor("controller"), section)
    verbs.remove_section(cast.actor("controller"), PeriodSection.objects.get(period=during, kind=SectionKind.GOALS))
    assert SectionKind.GOALS not in kinds(during)
    with pytest.raises(EditConflict):
        verbs.change_section(
            cast.actor("controller"), section, title="A", instruction="", unit_kinds=[], required=True, version=7
        )


def test_a_level_is_never_done_after_the_one_that_reads_it(cast: Cast) -> None:
    during, actor = period(), cast.actor("controller")
    unit = cast["A1"]
    before = due_of(during, [unit])[unit.pk]
    with pytest.raises(RuleBroken, match="hinna läsa"):
        verbs.set_due_days(actor, during, {UnitKind.UNIT: 3})
    with pytest.raises(RuleBroken, match="mellan 0 och 60"):
        verbs.set_due_days(actor, during, {UnitKind.UNIT: 61})
    assert due_of(during, [unit])[unit.pk] == before
    page = reverse("followup:period_asks", args=[during.pk])
    sent = dict.fromkeys(DueRule.objects.values_list("unit_kind", flat=True), "0") | {"unit": "12"}
    client = cast.client("controller")
    assert client.post(page, sent).status_code == 302
    assert due_of(during, [unit])[unit.pk] < before
    assert "2 september 2026" in client.get(page).content.decode()
    wrong = client.post(page, sent | {"service": "20"})
    assert wrong.status_code == 422
    assert "hinna läsa" in wrong.content.decode()


def test_a_new_period_asks_the_usual(cast: Cast) -> None:
    sent = {
        "name": "Tertial 2",
        "kind": "tertial",
        "first_day": "2026-05-01",
        "last_day": "2026-08-31",
        "due": "2026-09-30",
    }
    cast.client("controller").post(reverse("followup:new_period") + "?ar=2026", sent)
    made = Period.objects.get()
    assert kinds(made) == ["mission", "goals", "activities", "assignments", "money", "learnt"]
    assert DueRule.objects.filter(period=made).count() == 8
