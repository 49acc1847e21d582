"""How a file's own codes are read: said once for a legal unit and source, remembered from file to file; what nobody knows is listed and loses no money."""

from io import BytesIO

import pytest
from django.db.models import Sum
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from budget.actions.coding import CodeDraft, add_code, take_in_account
from budget.actions.imports import import_actuals
from budget.actions.mapping import Said, forget_mapping, map_codes
from budget.coding_parts import PARTS
from budget.imports import read_file
from budget.models import Account, AccountBalance, ActivityCode, Actual, ActualBatch, CodeMapping, Project
from budget.queries.imports import preview
from budget.queries.mapping import Unmapped, choices_of, legal_unit, waiting_codes
from budget.queries.structure import structure
from sala_styr.errors import Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text
from tests.cast import PEOPLE, Cast

pytestmark = pytest.mark.django_db
HEAD = "konto;period;belopp;ansvar;verksamhet;projekt\n"


def table(*rows: str) -> bytes:
    return (HEAD + "\n".join(rows) + "\n").encode()


def read(data: bytes, name: str = "utfall.csv"):  # type: ignore[no-untyped-def]
    return read_file(data, name, YEAR)


def bring(cast: Cast, data: bytes, unit: str = "koncern", name: str = "utfall.csv") -> ActualBatch:
    return import_actuals(cast.actor("controller"), cast[unit], read(data, name)).batch


def said(cast: Cast, *rows: Said, unit: str = "koncern", source: str = "") -> None:
    map_codes(cast.actor("controller"), cast[unit], source, rows)


def waiting(cast: Cast) -> list[Unmapped]:
    """What waits for the municipality's tables."""
    tree = structure()
    top = legal_unit(tree, cast["A1"])
    return waiting_codes(tree, top, "", choices_of(tree, top))


@pytest.fixture
def school(cast: Cast) -> ActivityCode:
    with recording(system_actor(), "Test"):
        return ActivityCode.objects.create(code="440", name="Grundskola")


def sie(*rows: str) -> bytes:
    head = [
        "#FLAGGA 0",
        "#PROGRAM Storbok 9",
        "#FORMAT PC8",
        "#SIETYP 3",
        "#FNAMN Bolaget",
        f"#RAR 0 {YEAR}0101 {YEAR}1231",
    ]
    return "\r\n".join([*head, *rows]).encode("cp437")


def test_our_own_codes_are_known_without_being_told(cast: Cast, school: ActivityCode) -> None:
    bring(cast, table("5010;202601;-70;A1;440;"))
    figure = Actual.objects.get()
    assert (figure.unit, figure.activity, figure.project, figure.amount) == (cast["A1"], school, None, kr(-70))


def test_a_codes_translation_is_remembered_for_the_next_file(cast: Cast, school: ActivityCode) -> None:
    said(cast, Said("cost_centre", "X77", cast["A2"]), Said("activity", "31", school))
    bring(cast, table("5010;202601;-70;X77;31;"))
    bring(cast, table("5010;202601;-70;X77;31;", "5010;202602;-5;X77;31;"))
    figures = Actual.objects.filter(batch__state="active")
    assert {(figure.unit, figure.activity) for figure in figures} == {(cast["A2"], school)}
    assert figures.aggregate(sum=Sum("amount"))["sum"] == kr(-75)


def test_an_unknown_cost_centre_stops_a_table_until_it_is_said_what_it_is(cast: Cast) -> None:
    data = table("5010;202601;-70;X77;;")
    assert [finding.code for finding in preview(read(data), cast["koncern"]).errors] == ["unknown_unit"]
    said(cast, Said("cost_centre", "X77", None))
    bring(cast, data)
    assert Actual.objects.get().unit == cast["koncern"]


def test_a_translation_to_a_unit_outside_is_no_translation(cast: Cast) -> None:
    said(cast, Said("cost_centre", "X77", cast["B1"]))
    assert [finding.code for finding in preview(read(table("5010;202601;-70;X77;;")), cast["A"]).errors] == [
        "unknown_unit"
    ]


def test_other_unknown_codes_are_told_and_lose_no_money(cast: Cast, school: ActivityCode) -> None:
    found = preview(read(table("5010;202601;-70;A1;999;", "5010;202601;-5;A1;440;")), cast["koncern"])
    assert found.can_import
    assert [(finding.code, finding.detail) for finding in found.findings if finding.code == "unknown_code"] == [
        ("unknown_code", "999")
    ]
    batch = bring(cast, table("5010;202601;-70;A1;999;", "5010;202601;-5;A1;440;"))
    assert Actual.objects.filter(batch=batch).aggregate(sum=Sum("amount"))["sum"] == kr(-75)
    assert ["activity", "999", "", kr(-70), 1] in batch.unmapped


def test_what_waits_is_listed_with_its_money_until_it_is_said(cast: Cast, school: ActivityCode) -> None:
    bring(cast, table("5010;202601;-70;A1;999;", "5010;202602;-5;A1;999;"))
    assert [row[:2] for row in waiting(cast)] == [("account", "5010"), ("activity", "999")]
    assert waiting(cast)[1].amount == kr(-75)
    said(cast, Said("activity", "999", school))
    assert [row.code for row in waiting(cast)] == ["5010"]


def test_what_has_been_added_to_the_codes_since_waits_no_more(cast: Cast) -> None:
    bring(cast, table("5010;202601;-70;A1;999;"))
    controller = cast.actor("controller")
    add_code(controller, PARTS["verksamhet"], CodeDraft("999", "Nytt"))
    assert [row.code for row in waiting(cast)] == ["5010"]
    take_in_account(controller, PARTS["konton"], Account.objects.get(number="5010"))
    assert waiting(cast) == []


def test_an_account_is_read_as_another_and_balances_of_both_are_added_up(money: Money) -> None:
    cast = money.cast
    bank, pay = money.account("1930", "bas"), money.account("7010", "bas")
    said(
        cast,
        Said("account", "1910", bank),
        Said("account", "7011", pay),
        unit="bolaget",
        source="Storbok",
    )
    batch = bring(
        cast,
        sie(
            "#IB 0 1910 10",
            "#IB 0 1930 5",
            "#IB 0 2010 -15",
            "#UB 0 1910 4",
            "#UB 0 1930 5",
            "#UB 0 2010 -15",
            "#RES 0 7011 6",
        ),
        "bolaget",
        "bolag.se",
    )
    assert batch.system == "Storbok"
    assert Actual.objects.get().account == pay
    balance = AccountBalance.objects.get(account=bank)
    assert (balance.opening, balance.closing) == (1500, 900)
    assert not Account.objects.filter(number__in=["1910", "7011"]).exists()


def test_each_source_has_its_own_translations(money: Money) -> None:
    cast = money.cast
    with recording(system_actor(), "Test"):
        project = Project.objects.create(code="P1", name="Läsa")
    said(cast, Said("project", "7", project), unit="bolaget", source="Annan bok")
    bring(
        cast,
        sie("#RES 0 5010 6", "#DIM 6 Projekt", f"#PSALDO 0 {YEAR}01 5010 {{6 7}} 6", f"#PSALDO 0 {YEAR}01 5010 {{}} 6"),
        "bolaget",
        "b.se",
    )
    assert set(Actual.objects.values_list("project", flat=True)) == {None}


def test_money_cannot_disappear_with_an_account_or_change_side(money: Money) -> None:
    with pytest.raises(RuleBroken, match="pengarna får inte försvinna"):
        said(money.cast, Said("account", "5999", None))
    with pytest.raises(RuleBroken, match="balanskonto"):
        said(money.cast, Said("account", "5999", money.account("1930")))
    assert not CodeMapping.objects.exists()


def test_what_is_said_anew_replaces_and_what_is_taken_back_is_in_the_history(cast: Cast) -> None:
    said(cast, Said("cost_centre", "X77", cast["A1"]))
    said(cast, Said("cost_centre", "X77", cast["A2"]))
    mapping = CodeMapping.objects.get()
    assert mapping.target == cast["A2"]
    forget_mapping(cast.actor("controller"), mapping)
    reasons = list(CodeMapping.history.order_by("history_id").values_list("history_change_reason", flat=True))
    assert reasons == ["Översatte koder i filerna", "Översatte koder i filerna", "Tog bort översättningen"]


@pytest.mark.parametrize("person", [name for name, _role, _unit in PEOPLE])
def test_only_who_brings_in_the_files_says_how_they_are_read(cast: Cast, person: str) -> None:
    verb = lambda: map_codes(cast.actor(person), cast["koncern"], "", [Said("cost_centre", "X", cast["A1"])])  # noqa: E731
    if person == "controller":
        verb()
    else:
        with pytest.raises(Refused):
            verb()
    assert CodeMapping.objects.count() == (person == "controller")


def test_listing_what_waits_costs_as_many_questions_however_much(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tree, top = structure(), cast["koncern"]
    choices = choices_of(tree, top)
    for count in (1, 30):
        bring(cast, table(*(f"5010;202601;-{number + count};A1;{number};" for number in range(count))))
        with django_assert_num_queries(2):
            assert len(waiting_codes(tree, top, "", choices)) >= count


# The pages


def test_a_file_under_review_is_translated_and_then_brought_in(cast: Cast, school: ActivityCode) -> None:
    client = cast.client("controller")
    file = BytesIO(table("5010;202601;-70;X77;31;"))
    file.name = "utfall.csv"
    sent = {"file": file, "unit": str(cast["koncern"].pk), "year": str(YEAR), "sign": "report"}
    review = client.post(reverse("budget:new_import"), sent)["Location"]
    page = client.get(review)
    assert "Översätt 2 koder som inte finns här" in text(page)
    address = f"{reverse('budget:mappings')}?fil={page.context['reading'].sha256}"
    form = client.get(address).context["form"]
    assert [row.code for row in form.waiting] == ["5010", "31", "X77"]
    wrong = client.post(address, {"kod1": "finns inte"})
    assert "är ingen kod här" in text(wrong)
    done = client.post(address, {"kod1": "440", "kod2": "A1 Enhet"})
    assert done["Location"] == review
    assert client.post(review).status_code == 302
    figure = Actual.objects.get()
    assert (figure.unit, figure.activity) == (cast["A1"], school)


def test_the_page_lists_what_waits_and_what_is_said_and_takes_it_back(cast: Cast, school: ActivityCode) -> None:
    client, address = cast.client("controller"), reverse("budget:mappings")
    assert "Inget att översätta ännu" in text(client.get(address))
    bring(cast, table("5010;202601;-70;A1;999;"))
    assert "999" in text(client.get(address))
    client.post(address, {"kod1": "-", "kod0": ""})
    shown = text(client.get(address))
    assert "har ingen motsvarighet" in shown
    client.post(reverse("budget:forget_mapping", args=[CodeMapping.objects.get().pk]))
    assert not CodeMapping.objects.exists()


@pytest.mark.parametrize(
    ("person", "status"),
    [("controller", 200), ("auditor", 200), ("administrator", 200), ("manager_a", 403), ("chair_a", 403)],
)
def test_who_reads_the_translations(cast: Cast, person: str, status: int) -> None:
    assert cast.client(person).get(reverse("budget:mappings")).status_code == status
    assert cast.client("auditor").post(reverse("budget:forget_mapping", args=[0])).status_code == 404
