"""Kodplan: accounts and codes with how much they are used; added, changed, stopped and brought in by controllers, with history; read by everybody."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from budget.actions.coding import CodeDraft, add_code, bring_in_codes, change_code, seen_of, take_in_account
from budget.actions.imports import import_actuals
from budget.coding_files import code_listing, plan_codes
from budget.coding_parts import PARTS
from budget.imports import read_file
from budget.models import Account, ActivityCode, Chart, Project
from budget.queries.code_lists import FROM_FILE, UNUSED, CodeSearch, Usage, entries_of, usage_of
from budget.queries.detail import accounts_in_detail
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.tables import read_table
from sala_styr.tables.out import written
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text
from tests.cast import PEOPLE, Cast

pytestmark = pytest.mark.django_db
KONTON, VERKSAMHET, PROJEKT = PARTS["konton"], PARTS["verksamhet"], PARTS["projekt"]


def test_each_account_says_how_much_it_is_used_this_year(money: Money) -> None:
    money.line("A1", "5010", -1200)
    money.line("A2", "5010", -24)
    money.line("A1", "5010", -99, year=YEAR - 1)
    money.actual("A1", "5010", 1, -70)
    money.account("6420")
    used = usage_of(KONTON, entries_of(KONTON), YEAR)
    assert used == {money.account("5010").pk: Usage(2, kr(-1224), 1, kr(-70))}


def test_a_search_finds_by_beginning_of_code_and_by_name(money: Money) -> None:
    for number, name in (("5010", "Löner"), ("5610", "Avgifter på löner"), ("6420", "Läromedel")):
        money.account(number, name=name)
    numbers = lambda wanted: [entry.number for entry in entries_of(KONTON, wanted)]  # noqa: E731
    assert numbers(CodeSearch("56")) == ["5610"]
    assert numbers(CodeSearch("läromedel")) == ["6420"]
    assert numbers(CodeSearch(state=UNUSED)) == []


def test_the_charts_are_apart(money: Money) -> None:
    money.account("5010")
    money.account("5011", Chart.BAS)
    assert [entry.number for entry in entries_of(PARTS["bolagskonton"])] == ["5011"]


def test_an_account_that_only_a_file_had_is_not_offered_until_it_is_taken_in(money: Money) -> None:
    controller = money.cast.actor("controller")
    import_actuals(
        controller,
        money.cast["koncern"],
        read_file(b"konto;kontonamn;period;belopp\n5999;Nytt;202601;-1\n", "x.csv", YEAR),
    )
    account = Account.objects.get(number="5999")
    assert account not in accounts_in_detail()
    assert list(entries_of(KONTON, CodeSearch(state=FROM_FILE))) == [account]
    for _twice in range(2):
        take_in_account(controller, KONTON, account)
    assert account in accounts_in_detail()
    assert account.history.count() == 2
    assert not Account.objects.get(number="5999").from_file_only


def test_a_code_is_added_renamed_and_stopped_with_history(cast: Cast) -> None:
    controller = cast.actor("controller")
    code = add_code(controller, VERKSAMHET, CodeDraft("440", "Grundskola", rs_code="440"))
    change_code(
        controller,
        VERKSAMHET,
        code,
        CodeDraft("440", "Grundskola F–9", in_use=False, rs_code="442"),
        seen_of(VERKSAMHET, code),
    )
    now = ActivityCode.objects.get()
    assert (now.name, now.in_use, now.rs_code) == ("Grundskola F–9", False, "442")
    assert [(row.history_change_reason, row.history_user) for row in now.history.all()] == [
        ("Ändrade 440 i kodplanen", cast.user("controller")),
        ("Lade till 440 i kodplanen", cast.user("controller")),
    ]


def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(cast: Cast) -> None:
    controller = cast.actor("controller")
    code = add_code(controller, VERKSAMHET, CodeDraft("440", "Grundskola"))
    seen = seen_of(VERKSAMHET, code)
    change_code(controller, VERKSAMHET, code, CodeDraft("440", "Grundskolan"), seen)
    with pytest.raises(EditConflict):
        change_code(controller, VERKSAMHET, code, CodeDraft("440", "Skola"), seen)
    assert ActivityCode.objects.get().name == "Grundskolan"


@pytest.mark.parametrize(
    ("part", "draft", "field"),
    [
        (KONTON, CodeDraft("05", "För kort"), "code"),
        (KONTON, CodeDraft("5010", " "), "name"),
        (VERKSAMHET, CodeDraft("a;b", "Semikolon"), "code"),
        (VERKSAMHET, CodeDraft("x" * 13, "För lång"), "code"),
        (VERKSAMHET, CodeDraft("440", "Finns"), "code"),
        (VERKSAMHET, CodeDraft("441", "Ny", rs_code="x" * 13), "rs_code"),
    ],
)
def test_what_cannot_be_a_code_is_said_at_its_field(cast: Cast, part, draft: CodeDraft, field: str) -> None:  # type: ignore[no-untyped-def]
    controller = cast.actor("controller")
    add_code(controller, VERKSAMHET, CodeDraft("440", "Grundskola"))
    with pytest.raises(RuleBroken) as broken:
        add_code(controller, part, draft)
    assert broken.value.field == field


@pytest.mark.parametrize("person", [name for name, _role, _unit in PEOPLE])
def test_only_a_controller_changes_and_nothing_is_written_by_others(cast: Cast, person: str) -> None:
    verbs = (
        lambda actor: add_code(actor, VERKSAMHET, CodeDraft("440", "Grundskola")),
        lambda actor: bring_in_codes(actor, VERKSAMHET, [CodeDraft("441", "Fritidshem")]),
    )
    for verb in verbs:
        if person == "controller":
            verb(cast.actor(person))
        else:
            with pytest.raises(Refused):
                verb(cast.actor(person))
    assert ActivityCode.objects.count() == (2 if person == "controller" else 0)


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_a_list_that_is_taken_out_comes_in_again_as_the_same(cast: Cast, format_: str) -> None:
    controller = cast.actor("controller")
    add_code(controller, PROJEKT, CodeDraft("P 1", "=Läsa", unit=cast["A1"]))
    add_code(controller, PROJEKT, CodeDraft("012", "Skriva", in_use=False))
    with written(code_listing(PROJEKT, entries_of(PROJEKT), {}, YEAR), format_) as file:
        plan = plan_codes(PROJEKT, read_table(file.read(), f"x.{format_}"))
    assert (plan.same, plan.drafts, plan.refused) == (2, [], [])


def test_a_table_adds_changes_and_leaves_alone_what_it_does_not_say(cast: Cast) -> None:
    controller = cast.actor("controller")
    add_code(controller, PROJEKT, CodeDraft("1", "Läsa", unit=cast["A1"]))
    plan = plan_codes(PROJEKT, read_table("Kod\tBenämning\n1\tLäsa mer\n2\tSkriva\n".encode()))
    assert bring_in_codes(controller, PROJEKT, plan.drafts) == (1, 1)
    assert set(Project.objects.values_list("code", "name", "unit__code")) == {
        ("1", "Läsa mer", "A1"),
        ("2", "Skriva", None),
    }
    assert Project.history.filter(history_change_reason="Läste in kodplanen från en tabell").count() == 2


def test_each_wrong_row_is_told_and_nothing_can_come_in(cast: Cast) -> None:
    plan = plan_codes(
        PROJEKT, read_table("Kod;Benämning;Enhet;Används\n1;A;X9;ja\n2;;;\n3;C;;kanske\n4;D;;\n4;E;;\n".encode())
    )
    assert [refused.row for refused in plan.refused] == [2, 3, 4, 6]
    assert not plan.can_bring_in


def test_a_table_without_its_headings_is_said_at_once() -> None:
    with pytest.raises(ValueError, match="Kolumnen ”Benämning” saknas"):
        plan_codes(PROJEKT, read_table(b"Kod;Annat\n1;2\n"))


def test_a_page_of_codes_costs_as_many_questions_however_many(
    money: Money, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 40):
        for number in range(count):
            money.line("A1", str(5000 + number), -12)
        entries = list(entries_of(KONTON))
        with django_assert_num_queries(2):
            usage_of(KONTON, entries, YEAR)


@pytest.mark.parametrize("key", PARTS)
def test_everybody_who_reads_money_reads_each_part(money: Money, key: str) -> None:
    money.line("A1", "5010", -1200)
    page = money.cast.client("politician_a").get(reverse("budget:codes", args=[key]) + f"?ar={YEAR}")
    assert page.status_code == 200
    assert "Läs in en tabell" not in text(page)
    assert money.cast.client("outsider").get(reverse("budget:codes", args=[key])).status_code == 403


@pytest.mark.parametrize("name", ["add_code", "new_codes"])
@pytest.mark.parametrize(("person", "status"), [("controller", 200), ("manager_a", 403), ("auditor", 403)])
def test_who_reaches_the_forms(cast: Cast, name: str, person: str, status: int) -> None:
    assert cast.client(person).get(reverse(f"budget:{name}", args=["konton"])).status_code == status
    assert cast.client("controller").get(reverse(f"budget:{name}", args=["nonsens"])).status_code == 404


def test_a_controller_adds_and_changes_on_the_pages(cast: Cast) -> None:
    client = cast.client("controller")
    address = reverse("budget:add_code", args=["projekt"])
    assert client.post(address, {"code": "", "name": "x"}).status_code == 422
    client.post(address, {"code": "7", "name": "Läsa", "unit": cast["A1"].pk, "in_use": "on"})
    project = Project.objects.get()
    change = reverse("budget:change_code", args=["projekt", project.pk])
    seen = client.get(change).context["form"].initial["seen"]
    client.post(change, {"name": "Läsa mer", "unit": "", "seen": seen})
    project.refresh_from_db()
    assert (project.name, project.unit, project.in_use) == ("Läsa mer", None, False)
    assert client.post(change, {"name": "Annat", "seen": seen}).status_code == 409


def test_a_pasted_table_is_reviewed_and_then_brought_in(cast: Cast) -> None:
    client = cast.client("controller")
    choose = reverse("budget:new_codes", args=["verksamhet"])
    assert client.post(choose, {"pasted": " "}).status_code == 422
    assert "saknas" in text(client.post(choose, {"pasted": "Kod\n1\n"}))
    address = client.post(choose, {"pasted": "Kod\tBenämning\tRS-verksamhet\n440\tGrundskola\t440\n"})["Location"]
    assert "440 Grundskola" in text(client.get(address))
    assert not ActivityCode.objects.exists()
    assert "1 ny" in text(client.post(address, follow=True))
    assert ActivityCode.objects.get().rs_code == "440"
    assert client.post(address).status_code == 302


def test_an_account_is_taken_in_from_the_list(money: Money) -> None:
    account = money.account("5999")
    Account.objects.filter(pk=account.pk).update(in_use=False, from_file_only=True)
    client = money.cast.client("controller")
    listed = reverse("budget:codes", args=["konton"])
    assert "1 konto kom med en fil" in text(client.get(listed))
    client.post(reverse("budget:take_in_account", args=["konton", account.pk]))
    account.refresh_from_db()
    assert account.in_use
    assert client.post(reverse("budget:take_in_account", args=["projekt", 1])).status_code == 404


def test_all_accounts_of_a_chart_that_came_with_files_are_taken_in_at_once(money: Money) -> None:
    for number in ("5998", "5999"):
        money.account(number)
    money.account("5999", Chart.BAS)
    Account.objects.update(in_use=False, from_file_only=True)
    client = money.cast.client("controller")
    assert money.cast.client("manager_a").post(reverse("budget:take_in_every", args=["konton"])).status_code == 403
    client.post(reverse("budget:take_in_every", args=["konton"]))
    assert list(Account.objects.filter(in_use=True).values_list("chart", "number")) == [
        ("kommun", "5998"),
        ("kommun", "5999"),
    ]
    reasons = Account.history.filter(history_type="~").values_list("history_change_reason", flat=True)
    assert set(reasons) == {"Tog in alla konton ur filer i kodplanen"}
    assert client.post(reverse("budget:take_in_every", args=["projekt"])).status_code == 404


def test_a_line_keeps_an_account_that_is_no_longer_used(money: Money) -> None:
    line = money.line("A1", "5010", -1200)
    Account.objects.update(in_use=False)
    client = money.cast.client("manager_a1")
    grid = reverse("budget:grid", args=[money.cast["A1"].pk]) + f"?ar={YEAR}"
    shown = client.get(grid).context["grid"]
    cells = {cell.key: cell.text for row in shown.rows for cell in row.shown}
    client.post(grid, {"visat": shown.seen, **cells, f"r{line.pk}-text": "Ny text"})
    line.refresh_from_db()
    assert line.text == "Ny text"
    form = client.get(reverse("budget:change_line", args=[line.pk])).context["form"]
    assert line.account in form.fields["account"].queryset
