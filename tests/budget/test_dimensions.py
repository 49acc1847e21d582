"""The dimensions of SIE files: proposed by name or number, remembered for a legal unit and its ledger, listed where unmapped; and each figure knows its row."""

from datetime import date

import pytest
from django.db.models import Sum
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget.actions.dimensions import map_dimensions
from budget.actions.imports import import_actuals
from budget.budget_files.sie_out import budget_sie
from budget.imports import Reading, read_file
from budget.models import ActivityCode, Actual, ActualBatch, Counterparty, DimensionMapping, Project
from budget.queries.dimensions import said_of_dimensions
from budget.queries.imports import preview
from budget.queries.structure import structure
from budget.sie import write_sie4
from budget.sie.dimensions import Why, meanings, part_by_name
from sala_styr.errors import Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text
from tests.budget.test_import_pages import upload
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def sie(*rows: str, kind: int = 3, program: str = "Storbok") -> bytes:
    head = [
        "#FLAGGA 0",
        f"#PROGRAM {program} 9",
        "#FORMAT PC8",
        f"#SIETYP {kind}",
        "#FNAMN Kommunen",
        f"#RAR 0 {YEAR}0101 {YEAR}1231",
        "#KONTO 5010 Lön",
    ]
    return "\r\n".join([*head, *rows]).encode("cp437")


NAMED = sie(
    "#DIM 3 Verksamhet",
    '#DIM 4 "Kst/Kostnadsställe"',
    "#UNDERDIM 30 Motpart 4",
    "#DIM 31 Bil",
    f"#PSALDO 0 {YEAR}01 5010 {{}} 100",
    f'#PSALDO 0 {YEAR}01 5010 {{4 A1 3 440 30 80 31 "ABC 123"}} 60',
    f"#PSALDO 0 {YEAR}01 5010 {{4 A2 6 P7}} 40",
    "#RES 0 5010 100",
)


def coding(reading: Reading) -> dict[tuple[str, ...], int]:
    return {tuple(figure.coding): figure.amount for figure in reading.figures}


@pytest.fixture
def codes(cast: Cast) -> None:
    with recording(system_actor(), "Test"):
        ActivityCode.objects.create(code="440", name="Grundskola")
        ActivityCode.objects.create(code="600", name="Äldreomsorg")
        Project.objects.create(code="P7", name="Läsa")
        Counterparty.objects.create(code="80", name="Bolag")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Ansvar", "unit"),
        ("Kst/Kostnadsställe", "unit"),
        ("RESULTATENHET", "unit"),
        ("Verksamhet", "activity"),
        ("Projekt nr", "project"),
        ("Motpart", "counterparty"),
        ("Ansvar/Verksamhet", ""),
        ("Bil", ""),
        ("", ""),
    ],
)
def test_a_dimension_is_known_by_the_words_of_its_name(name: str, part: str) -> None:
    assert part_by_name(name) == part


def test_what_has_been_said_goes_before_names_and_names_before_numbers_and_no_part_is_twice() -> None:
    names = {"1": "Resultatenhet", "2": "Kostnadsställe", "6": "Bil", "20": "", "21": "Fordon"}
    assert meanings(["1", "2", "6", "20", "21"], names, {}) == {
        "1": ("unit", Why.NAME),
        "2": ("", Why.NONE),
        "6": ("project", Why.NUMBER),
        "20": ("activity", Why.OURS),
        "21": ("", Why.NONE),
    }
    said = meanings(["1", "2", "6"], names, {"2": "unit", "6": ""})
    assert said == {"1": ("", Why.NONE), "2": ("unit", Why.SAID), "6": ("", Why.SAID)}


def test_a_municipalitys_own_dimensions_become_the_coding_string() -> None:
    assert coding(read_file(NAMED, "kommun.se", YEAR)) == {
        ("A1", "440", "", "80"): kr(-60),
        ("A2", "", "P7", ""): kr(-40),
    }


def test_rows_that_break_the_same_money_down_twice_are_not_added_up() -> None:
    data = sie(
        "#DIM 20 Verksamhet",
        f"#PSALDO 0 {YEAR}01 5010 {{}} 100",
        f"#PSALDO 0 {YEAR}01 5010 {{1 A1}} 70",
        f"#PSALDO 0 {YEAR}01 5010 {{1 A1 20 440}} 50",
        f"#PSALDO 0 {YEAR}01 5010 {{20 440}} 50",
        "#RES 0 5010 100",
    )
    assert coding(read_file(data, "kommun.se", YEAR)) == {("A1", "", "", ""): kr(-70), ("", "", "", ""): kr(-30)}


@pytest.mark.usefixtures("codes")
def test_unmapped_dimensions_are_listed_and_their_money_is_kept(cast: Cast) -> None:
    found = preview(read_file(NAMED, "kommun.se", YEAR), cast["koncern"])
    (warning,) = [each for each in found.findings if each.code == "lost_dimensions"]
    assert warning.detail == "31 Bil"
    assert found.net == kr(-100)
    employees = sie("#DIM 7 Anställd", f"#PSALDO 0 {YEAR}01 5010 {{7 19121212}} 1", "#RES 0 5010 1")
    reading = read_file(employees, "kommun.se", YEAR)
    assert "lost_dimensions" not in {each.code for each in reading.findings}
    assert reading.dimensions[0].examples == ()  # a person's number is shown to nobody


@pytest.mark.usefixtures("codes")
def test_what_is_said_is_remembered_for_the_legal_unit_and_the_ledger(cast: Cast) -> None:
    actor = cast.actor("controller")
    map_dimensions(actor, cast["koncern"], "Storbok", {"3": "", "31": "activity"})
    tree = structure()
    said = said_of_dimensions(tree, cast["A1"])
    assert said("Storbok") == {"3": "", "31": "activity"}
    assert said("Annan") == said_of_dimensions(tree, cast["bolaget"])("Storbok") == {}
    read = coding(read_file(NAMED, "kommun.se", YEAR, said=said))
    assert set(read) == {("A1", "ABC 123", "", "80"), ("A2", "", "P7", "")}
    assert map_dimensions(actor, cast["koncern"], "Storbok", {"3": "activity", "31": ""}) == 2  # change places
    assert said("Storbok") == {"3": "activity", "31": ""}
    assert DimensionMapping.history.filter(history_user=actor.user).exists()


def test_two_dimensions_are_never_the_same_part_and_only_who_imports_says(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="kan inte båda vara verksamhet"):
        map_dimensions(cast.actor("controller"), cast["koncern"], "Storbok", {"3": "activity", "20": "activity"})
    with pytest.raises(RuleBroken, match="ingen del av kodsträngen"):
        map_dimensions(cast.actor("controller"), cast["koncern"], "Storbok", {"3": "account"})
    with pytest.raises(Refused):
        map_dimensions(cast.actor("manager_a"), cast["koncern"], "Storbok", {"3": "activity"})
    assert not DimensionMapping.objects.exists()


@pytest.mark.usefixtures("codes")
def test_the_review_shows_why_and_what_is_changed_there_comes_in(cast: Cast) -> None:
    client = cast.client("controller")
    address = upload(client, cast, NAMED, "kommun.se", "koncern")["Location"]
    review = text(client.get(address))
    for words in ("dimensionen heter ”Verksamhet”", "läses inte", "31 Bil", "varken namn eller nummer är kända"):
        assert words in review
    page = client.get(f"{address}dimensioner/")
    assert "ABC 123" in text(page)
    numbers = [each.number for each in page.context["form"].dimensions]
    assert numbers == ["3", "4", "6", "30", "31"]
    chosen = ["", "cost_centre", "project", "counterparty", "activity"]
    twice = client.post(f"{address}dimensioner/", {"dimension0": "project", "dimension2": "project"})
    assert twice.status_code == 422
    assert "kan inte båda vara projekt" in text(twice)
    answer = client.post(f"{address}dimensioner/", {f"dimension{n}": part for n, part in enumerate(chosen)})
    assert answer["Location"] == address
    assert "så är det sparat" in text(client.get(address))
    client.post(address)
    assert ["activity", "ABC 123"] in [row[:2] for row in ActualBatch.objects.get().unmapped]


def test_a_table_has_no_dimensions_and_a_file_that_is_gone_says_so(cast: Cast) -> None:
    client = cast.client("controller")
    data = b"konto;period;belopp\n5010;202601;-1\n"
    address = upload(client, cast, data, "utfall.csv", "koncern")["Location"]
    assert client.get(f"{address}dimensioner/").status_code == 404
    assert client.get(reverse("budget:dimensions_of_file", args=["borta"])).status_code == 302
    assert cast.client("manager_a").get(f"{address}dimensioner/").status_code == 403


@pytest.mark.usefixtures("codes")
def test_each_figure_knows_the_row_that_the_first_of_it_stands_on(cast: Cast) -> None:
    """Of a #PSALDO its own, of a total year its #RES, of vouchers the first #TRANS."""
    months = read_file(NAMED, "kommun.se", YEAR)
    assert [(figure.coding.unit, figure.row) for figure in months.figures] == [("A1", 13), ("A2", 14)]
    year = read_file(sie("#RES 0 5010 100", kind=1), "ar.se", YEAR)
    assert [figure.row for figure in year.figures] == [8]
    rows = [
        f"#VER A {n} {YEAR}0{n}05\r\n{{\r\n#TRANS 5010 {{1 A1}} 5\r\n#TRANS 5010 {{1 A1}} 6\r\n#TRANS 1910 {{}} -11\r\n}}"
        for n in (1, 2)
    ]
    vouchers = import_actuals(
        cast.actor("controller"), cast["koncern"], read_file(sie(*rows, "#KONTO 1910 Bank", kind=4), "ver.si", YEAR)
    ).batch
    assert list(vouchers.actuals.order_by("period").values_list("period", "amount", "row")) == [
        (1, kr(-11), 10),
        (2, kr(-11), 16),
    ]


PLACES = st.tuples(
    st.sampled_from(["A1", "A2"]),
    st.sampled_from(["5010", "3110", "6420"]),
    st.integers(1, 12),
    st.sampled_from([None, "440", "600"]),
    st.sampled_from([None, "P7"]),
    st.sampled_from([None, "80"]),
)
FIELDS = ("unit__code", "account__number", "period", "activity__code", "project__code", "counterparty__code")


def stored() -> dict[tuple, int]:
    """Σ per account × unit × activity × project × counterparty and month; what adds up to nothing is left out."""
    rows = Actual.objects.filter(batch__state="active").order_by().values_list(*FIELDS).annotate(Sum("amount"))
    return {tuple(key): amount for *key, amount in rows if amount}


@pytest.mark.usefixtures("codes")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(st.tuples(PLACES, st.integers(-(10**9), 10**9)), min_size=1, max_size=25))
def test_what_is_exported_imports_again_to_the_same_figures_in_every_part_of_the_coding(
    money: Money, drawn: list
) -> None:
    Actual.objects.all().delete()
    ActualBatch.objects.all().delete()
    batch = money.batch("koncern")
    parts = {
        model: dict(model._default_manager.values_list("code", "pk")) for model in (ActivityCode, Project, Counterparty)
    }
    for (unit, account, period, activity, project, party), ore in drawn:
        actual = money.actual(unit, account, period, 0, batch=batch)
        Actual.objects.filter(pk=actual.pk).update(
            amount=ore,
            activity_id=parts[ActivityCode].get(activity),
            project_id=parts[Project].get(project),
            counterparty_id=parts[Counterparty].get(party),
        )
    before = stored()
    data = write_sie4(budget_sie(structure(), money.cast["koncern"], YEAR, date(2026, 11, 26)))
    Actual.objects.all().delete()
    ActualBatch.objects.all().delete()
    if before:
        import_actuals(system_actor(), money.cast["koncern"], read_file(data, "budget.se", YEAR))
    assert stored() == before
