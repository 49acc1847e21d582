"""The detail budget as SIE, CSV and XLSX: what goes out comes in again to the same figures; and what a changed file would do, unit by unit."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from budget.actions.budget_files import bring_in_budget, take_back_file
from budget.budget_files.compare import BudgetPlan, plan_for
from budget.budget_files.lines import FileLine, FileRead
from budget.budget_files.read import read_budget
from budget.budget_files.sie_out import budget_sie, municipal_sie
from budget.budget_files.table_out import budget_listing
from budget.imports import read_file
from budget.models import MONTHS, ActivityCode, Counterparty, DetailLine, LineLink, LineShare, Project
from budget.queries.detail import lines_below
from budget.queries.structure import structure
from budget.sie import check, has_errors, parse, write_sie4
from sala_styr.decisions.actions import set_year_state
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import bulk_create, recording
from sala_styr.money import spread
from sala_styr.organisation.actor import system_actor
from sala_styr.tables.out import written
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
FORMATS = ("sie", "csv", "xlsx")


def out(money: Money, unit: str, format_: str) -> bytes:
    """The budget of a unit with all below it, as the file that a page gives."""
    tree, found = structure(), money.cast[unit]
    if format_ == "sie":
        return write_sie4(budget_sie(tree, found, YEAR, TODAY))
    lines = lines_below([each.pk for each in tree.below(found.pk)], YEAR)
    with written(budget_listing(found, YEAR, lines), format_) as file:
        return file.read()


def name_of(format_: str) -> str:
    return f"budget.{'se' if format_ == 'sie' else format_}"


def back(money: Money, unit: str, data: bytes, format_: str, person: str = "head_a", **wishes: bool) -> BudgetPlan:
    """What bringing the file in would do."""
    read = read_budget(data, name_of(format_), YEAR)
    return plan_for(money.cast.actor(person), structure(), money.cast[unit], YEAR, read, **wishes)


def figures() -> list[tuple]:
    """All that the detail budgets say, but for the keys of the lines."""
    coding = ("unit__code", "account__number", "activity__code", "project__code", "counterparty__code")
    rows = DetailLine.objects.values_list(*coding, "link", "plan_item_id", "text", *MONTHS)
    return sorted(rows, key=str)


def sums() -> list[tuple]:
    """The figures of each coding."""
    found: dict[tuple, list[int]] = {}
    for row in figures():
        months = found.setdefault(row[:5], [0] * 12)
        found[row[:5]] = [one + other for one, other in zip(months, row[8:], strict=True)]
    return sorted(((*key, *months) for key, months in found.items()), key=str)


@pytest.fixture
def coded(money: Money) -> Money:
    """A budget with every part of the coding string, two lines of one coding, a line of the plan, one of nothing and one that looks like a formula."""
    with recording(system_actor(), "Test"):
        activity = ActivityCode.objects.create(code="440", name="Grundskola", rs_code="440")
        project = Project.objects.create(code="P 7", name="Läsa å skriva")
        party = Counterparty.objects.create(code="80", name="Kommunala bolag")
    item = money.cast.item("activity", "A1")
    money.line("A1", "5010", -1_000_003, activity=activity, text="Lärare")
    money.line("A1", "5010", -77, activity=activity, text="=SUMMA(A1)")
    money.line("A1", "6420", -120, item=item, project=project, counterparty=party)
    money.line("A2", "3110", 1_234_567, text='Avgifter "höst"; "vår"')
    money.line("A2", "6420", 0, link=LineLink.UNLINKED)
    return money


@pytest.mark.parametrize("format_", FORMATS)
def test_what_goes_out_says_the_same_when_it_comes_in(coded: Money, format_: str) -> None:
    plan = back(coded, "kontorA", out(coded, "kontorA", format_), format_, remove_missing=True)
    assert plan.refused == []
    assert (plan.count, sum(each.same for each in plan.units)) == (0, 5)


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_an_emptied_budget_comes_back_from_its_table_as_it_was(coded: Money, format_: str) -> None:
    before, data = figures(), out(coded, "kontorA", format_)
    DetailLine.objects.all().delete()
    bring_in(coded, data, format_)
    assert figures() == before


def test_an_emptied_budget_comes_back_from_sie_with_the_same_figures_and_honestly_unlinked(coded: Money) -> None:
    before, data = sums(), out(coded, "kontorA", "sie")
    DetailLine.objects.all().delete()
    bring_in(coded, data, "sie")
    assert sums() == before
    assert set(DetailLine.objects.values_list("link", flat=True)) == {LineLink.UNLINKED}


def bring_in(money: Money, data: bytes, format_: str, unit: str = "kontorA", **wishes: bool):
    read = read_budget(data, name_of(format_), YEAR)
    actor = money.cast.actor("head_a")
    return bring_in_budget(actor, structure(), money.cast[unit], YEAR, read, name_of(format_), **wishes)


ORE = st.integers(-(10**12), 10**12)


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    drawn=st.lists(
        st.tuples(
            st.sampled_from(["A1", "A2"]),
            st.sampled_from(["3110", "5010", "6420"]),
            st.lists(ORE, min_size=12, max_size=12),
            st.text("aåäö Ö=+-@'\";\\–€", max_size=8),
        ),
        min_size=1,
        max_size=6,
    ),
    format_=st.sampled_from(FORMATS),
)
def test_any_budget_at_all_comes_back_to_the_ore(money: Money, drawn: list, format_: str) -> None:
    DetailLine.objects.all().delete()
    with recording(system_actor(), "Test"):
        lines = [
            DetailLine(
                unit=money.cast.units[unit],
                year=YEAR,
                account=money.account(account),
                text=words.strip(),
                amount=sum(months),
                **dict(zip(MONTHS, months, strict=True)),
            )
            for unit, account, months, words in drawn
        ]
        bulk_create(DetailLine, lines)
    said, data = sums(), out(money, "kontorA", format_)
    assert back(money, "kontorA", data, format_, remove_missing=True).count == 0
    DetailLine.objects.all().delete()
    bring_in(money, data, format_)
    assert sums() == said


def test_the_sie_file_has_the_ledgers_signs_its_dimensions_and_cp437(coded: Money) -> None:
    data = out(coded, "kontorA", "sie")
    said = data.decode("cp437").splitlines()
    assert "#DIM 1 Ansvar" in said or '#DIM 1 "Ansvar"' in said
    assert '#OBJEKT 6 "P 7" "Läsa å skriva"' in said
    assert "#OBJEKT 20 440 Grundskola" in said
    assert '#OBJEKT 21 80 "Kommunala bolag"' in said
    assert "#KTYP 3110 I" in said
    assert "#KTYP 5010 K" in said
    assert "#PBUDGET 0 202601 3110 {} -102880.59" in said
    assert '#PBUDGET 0 202601 6420 {1 A1 6 "P 7" 21 80} 10.00' in said
    assert "#PBUDGET 0 202601 6420 {} 10.00" in said
    assert "Läsa".encode("cp437") in data


def test_every_total_row_is_the_sum_of_its_parts(coded: Money) -> None:
    file = parse(out(coded, "kontorA", "sie"))
    for account, period in {(row.account, row.period) for row in file.period_budgets}:
        told = [row for row in file.period_budgets if (row.account, row.period) == (account, period)]
        assert sum(row.amount for row in told if not row.objects) == sum(row.amount for row in told if row.objects)


def test_the_outcome_goes_along_and_reads_back_as_the_same_actuals(coded: Money) -> None:
    batch = coded.batch("koncern")
    coded.actual("A1", "5010", 1, -500, batch=batch)
    coded.actual("A2", "5010", 2, -70, batch=batch)
    data = out(coded, "kontorA", "sie")
    assert not has_errors(check(parse(data)))
    reading = read_file(data, "budget.se", YEAR)
    assert not reading.refused
    assert {(f.account, f.period, f.coding.unit): f.amount for f in reading.figures} == {
        ("5010", 1, "A1"): kr(-500),
        ("5010", 2, "A2"): kr(-70),
    }


def test_an_outcome_without_months_is_told_as_the_year_alone(coded: Money) -> None:
    coded.actual("A1", "5010", 1, -500)
    coded.actual("A2", "3110", None, 40)
    file = parse(out(coded, "kontorA", "sie"))
    assert file.results == {0: {"3110": -4000, "5010": 50000}}
    assert file.period_balances == ()
    assert not has_errors(check(file))


def test_the_whole_municipality_is_one_file_without_the_companies(coded: Money) -> None:
    coded.actual("bolaget", "5010", 1, -1, chart="bas")
    coded.line("B1", "5010", -12)
    file = municipal_sie(structure(), YEAR, TODAY)
    assert {code for dimension, code in file.objects if dimension == "1"} == {"A1", "A2", "B1"}
    assert file.results == {}


def test_a_companys_broken_year_is_told_by_its_own_months(money: Money) -> None:
    batch = money.batch("bolaget", first_day=date(2025, 7, 1), last_day=date(2026, 6, 30))
    money.actual("bolaget", "5010", 1, -300, batch=batch, chart="bas")
    file = budget_sie(structure(), money.cast["bolaget"], YEAR, TODAY)
    assert (file.years[0].start, file.through) == (date(2025, 7, 1), date(2025, 7, 31))
    assert {row.period for row in file.period_balances} == {202507}


def row(account: str = "5010", year: int = -1200, *, unit: str = "A1", number: int = 2, **said: str | None) -> FileLine:
    return FileLine(number, unit, account, {}, tuple(spread(kr(year), [1] * 12)), **said)


def planned(money: Money, *rows: FileLine, person: str = "head_a", unit: str = "kontorA", **wishes: bool) -> BudgetPlan:
    return plan_for(money.cast.actor(person), structure(), money.cast[unit], YEAR, FileRead(rows), **wishes)


def test_a_changed_text_is_a_change_and_not_another_line(money: Money) -> None:
    money.account("5010")
    money.line("A1", "5010", -1200, text="Gammal")
    plan = planned(money, row(purpose="", text="Ny"))
    assert (plan.sum_of("changed"), plan.sum_of("new"), plan.sum_of("missing")) == (1, 0, 0)


def test_lines_that_the_file_does_not_have_stand_or_go_as_was_wished(money: Money) -> None:
    money.line("A1", "5010", -1200)
    money.line("A1", "6420", -24)
    kept, gone = planned(money, row()), planned(money, row(), remove_missing=True)
    assert (kept.count, kept.sum_of("missing")) == (0, 1)
    assert [plan.difference for plan in gone.units] == [kr(24)]


def test_a_bare_coding_with_several_lines_can_be_the_same_but_not_changed(money: Money) -> None:
    money.line("A1", "5010", -960, text="En")
    money.line("A1", "5010", -240, text="Två")
    assert planned(money, row()).units[0].same == 2
    assert "2 rader med samma kodsträng" in planned(money, row(year=-1300)).refused[0][1].message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (row("5999"), "Konto ”5999” finns inte bland detaljbudgetens konton"),
        (row(unit="X9"), "Ansvar ”X9” finns inte i organisationen"),
        (row("5010", purpose="Ett okänt mål", text=""), "är inget som Enhet A1 arbetar med"),
        (row("5010")._replace(codes={"activity": "999"}), "Verksamhet ”999” finns inte"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason_and_its_row(money: Money, line: FileLine, said: str) -> None:
    money.account("5010")
    plan = planned(money, line)
    assert not plan.can_bring_in
    assert [refusal.row for _unit, refusal in plan.refused] == [2]
    assert said in plan.refused[0][1].message


def test_rows_for_units_outside_are_counted_and_left_out(money: Money) -> None:
    money.account("5010")
    plan = planned(money, row(), row(unit="B1"))
    assert (plan.left_out, plan.rows, plan.sum_of("new")) == (1, 1, 1)


def test_anothers_unit_a_lock_and_a_closed_year_stop_what_would_change_and_only_that(money: Money) -> None:
    money.account("5010")
    money.line("A2", "5010", -1200)
    same = row(unit="A2")
    assert planned(money, same, person="manager_a1").refused == []
    assert "chef" in planned(money, same._replace(months=(1,) * 12), person="manager_a1").refused[0][1].message
    money.lock("A1")
    assert "låst" in planned(money, row()).refused[0][1].message
    set_year_state(money.cast.actor("controller"), YEAR, "closed")
    assert "avslutat" in planned(money, row()).refused[0][1].message


def test_one_refused_row_and_nothing_is_written(coded: Money) -> None:
    before = figures()
    data = out(coded, "kontorA", "csv").replace(b"-77,00", b"-78,00")
    with pytest.raises(RuleBroken, match="Månaderna är tillsammans"):
        bring_in(coded, data, "csv")
    assert figures() == before


def test_it_is_written_with_its_file_in_the_history_and_taken_back_in_every_unit(coded: Money) -> None:
    before, data = figures(), out(coded, "kontorA", "csv")
    text_ = data.decode("utf-8-sig").replace("Lärare", "Lärare och rektor").replace("Avgifter", "Taxor")
    done = bring_in(coded, text_.encode("utf-8-sig"), "csv")
    assert {unit.code: saved.changed for unit, saved in done.saved} == {"A1": 1, "A2": 1}
    newest = DetailLine.history.order_by("-history_id")[0]
    assert newest.history_change_reason == "Läste in detaljbudgeten ur budget.csv"
    assert newest.history_user == coded.cast.user("head_a")
    assert done.first is not None
    assert done.last is not None
    assert take_back_file(coded.cast.actor("head_a"), structure(), YEAR, done.first, done.last) == 2
    assert figures() == before


def test_what_has_been_changed_since_is_not_taken_back_in_any_unit(coded: Money) -> None:
    data = out(coded, "kontorA", "csv").decode("utf-8-sig").replace("Lärare", "Nytt").replace("Avgifter", "Taxor")
    done = bring_in(coded, data.encode(), "csv")
    DetailLine.objects.filter(text="Nytt").update(version=99)
    with pytest.raises(EditConflict):
        take_back_file(coded.cast.actor("head_a"), structure(), YEAR, done.first or 0, done.last or 0)
    assert DetailLine.objects.filter(text__startswith="Taxor").exists()


def test_a_year_alone_is_laid_along_its_curve(money: Money) -> None:
    money.account("5010")
    plan = back(money, "A1", "Konto;Året (kr);Fördelning\n5010;-1000,01;löner\n".encode(), "csv")
    draft, _row = plan.units[0].new[0]
    assert sum(draft.months) == -100001
    assert draft.curve == "salary"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("Konto;Text\n5010;x\n", "Beloppen saknas"),
        ("Text;Året (kr)\nx;1\n", "Kolumnen ”Konto” saknas"),
        ("Konto;Januari (kr)\n5010;1\n", "bara några av månaderna"),
        ("Konto;Året (kr)\n", "inga rader"),
    ],
)
def test_another_kind_of_table_is_said_at_once(table: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_budget(table.encode(), "x.csv", YEAR)


def sie(*rows: str, year: int = YEAR) -> bytes:
    head = ["#FLAGGA 0", "#FORMAT PC8", "#SIETYP 2", "#FNAMN Prov", f"#RAR 0 {year}0101 {year}1231", "#KONTO 5010 Lön"]
    return "\r\n".join([*head, *rows]).encode("cp437")


def test_totals_and_parts_that_differ_are_never_added_blindly() -> None:
    read = read_budget(
        sie('#DIM 1 "Kostnadsställe"', "#PBUDGET 0 202601 5010 {} 100", "#PBUDGET 0 202601 5010 {1 A1} 90"),
        "b.se",
        YEAR,
    )
    assert read.lines == ()
    assert "utan objekt är 100,00 kr men de med objekt är tillsammans 90,00 kr" in read.refusals[0].message
    assert read.refusals[0].row == 8


def test_dimensions_are_known_by_their_names_and_an_unknown_one_is_refused() -> None:
    read = read_budget(
        sie(
            "#DIM 30 Verksamhet",
            "#DIM 7 Anställd",
            "#PBUDGET 0 202601 5010 {30 440} 5",
            "#PBUDGET 0 202602 5010 {7 9} 5",
        ),
        "b.se",
        YEAR,
    )
    assert [line.codes["activity"] for line in read.lines] == ["440"]
    assert "dimensionen 7" in read.refusals[0].message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (sie("#PBUDGET 0 202501 5010 {} 1", year=2025), "Filens år"),
        (sie("#RES 0 5010 1"), "ingen budget"),
    ],
)
def test_a_file_of_another_year_or_without_budget_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_budget(data, "b.se", YEAR)


def test_reading_costs_as_many_questions_for_two_units_as_for_many(
    coded: Money, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    small = FileRead((row(),))
    large = FileRead(
        tuple(row(unit=unit, number=n) for n in range(2, 40) for unit in ("A1", "A2", "verksA", "kontorA"))
    )
    actor, tree, scope = coded.cast.actor("head_a"), structure(), coded.cast["kontorA"]
    for read in (small, large):
        with django_assert_num_queries(9):
            plan_for(actor, tree, scope, YEAR, read)


def test_writing_the_files_costs_as_many_questions_whatever_their_size(
    coded: Money, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tree = structure()
    for unit in ("A1", "kontorA"):
        with django_assert_num_queries(5):
            budget_sie(tree, coded.cast.units[unit], YEAR, TODAY)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_divided_line_stays_divided_and_a_new_one_is_told_to_be_unlinked(money: Money, format_: str) -> None:
    line = money.line("A1", "5010", -1200)
    items = [money.cast.item("activity", "A1"), money.cast.item("activity", "A1")]
    with recording(system_actor(), "Test"):
        DetailLine.objects.update(link=LineLink.SHARED)
        for item in items:
            LineShare.objects.create(line=line, year=YEAR, plan_item=item, share=5_000, amount=line.amount // 2)
    data = out(money, "kontorA", format_)
    assert back(money, "kontorA", data, format_).units[0].same == 1
    DetailLine.objects.all().delete()
    plan = back(money, "kontorA", data, format_)
    assert plan.units[0].new[0][0].link == LineLink.UNLINKED
    assert plan.units[0].undivided == (format_ != "sie")


# The pages


def test_each_page_gives_the_files_to_everybody_who_reads_money(coded: Money) -> None:
    client = coded.cast.client("politician_a")
    for address in (reverse("budget:budget_file"), reverse("budget:unit_budget_file", args=[coded.cast["A"].pk])):
        assert client.get(f"{address}?ar={YEAR}").content.startswith(b"#FLAGGA 0\r\n#PROGRAM")
        table = b"".join(client.get(f"{address}?ar={YEAR}&format=csv"))  # type: ignore[arg-type]
        assert "'=SUMMA(A1)" in table.decode("utf-8-sig")
        assert client.get(f"{address}?ar={YEAR}&format=xlsx").status_code == 200
    assert coded.cast.client("outsider").get(reverse("budget:budget_file")).status_code == 403


def test_a_company_has_its_outcome_as_sie_and_no_table(money: Money) -> None:
    money.actual("bolaget", "5010", 1, -1, chart="bas")
    address = reverse("budget:unit_budget_file", args=[money.cast["bolaget"].pk]) + f"?ar={YEAR}"
    client = money.cast.client("controller")
    assert b"#PSALDO 0 202601 5010 {} 1.00" in client.get(address).content
    assert client.get(f"{address}&format=csv").status_code == 404


def send(money: Money, person: str, data: bytes, name: str, **more: str):
    file = BytesIO(data)
    file.name = name
    values = {"file": file, "unit": str(money.cast["verksA"].pk), "year": str(YEAR), "missing": "keep"} | more
    return money.cast.client(person).post(reverse("budget:new_budget"), values)


def test_three_steps_from_a_file_to_the_budget_and_back(coded: Money) -> None:
    client = coded.cast.client("manager_a")
    data = out(coded, "verksA", "csv").decode("utf-8-sig").replace("Lärare", "Lärare i ettan").encode()
    file = BytesIO(data)
    file.name = "budget.csv"
    sent = {"file": file, "unit": str(coded.cast["verksA"].pk), "year": str(YEAR), "missing": "keep"}
    chosen = client.post(reverse("budget:new_budget"), sent)
    review = text(client.get(chosen["Location"]))
    assert "Lärare i ettan" in review
    assert "Enhet A1" in review
    assert not DetailLine.objects.filter(text="Lärare i ettan").exists()
    done = client.post(chosen["Location"], follow=True)
    assert "Det som skrevs" in text(done)
    assert DetailLine.objects.filter(text="Lärare i ettan").exists()
    undone = client.post(done.context["request"].path + f"ta-tillbaka/?ar={YEAR}", follow=True)
    assert "taget tillbaka i 1 enhet" in text(undone)
    assert DetailLine.objects.filter(text="Lärare").exists()


def test_what_is_no_budget_is_said_at_the_file(money: Money) -> None:
    answer = send(money, "manager_a", sie("#RES 0 5010 1"), "b.se")
    assert answer.status_code == 422
    assert "ingen budget" in text(answer)


def test_refused_rows_are_listed_and_cannot_be_confirmed(money: Money) -> None:
    client = money.cast.client("manager_a")
    file = BytesIO(b"Ansvar;Konto;\xc3\x85ret (kr)\nA1;5999;-1\n")
    file.name = "b.csv"
    sent = {"file": file, "unit": str(money.cast["verksA"].pk), "year": str(YEAR), "missing": "keep"}
    address = client.post(reverse("budget:new_budget"), sent)["Location"]
    assert "Rad 2: Konto ”5999” finns inte" in text(client.get(address))
    assert client.post(address).status_code == 409
    assert not DetailLine.objects.exists()


@pytest.mark.parametrize(
    ("person", "status"),
    [("manager_a1", 200), ("head_a", 200), ("controller", 403), ("auditor", 403), ("chair_a", 403), ("outsider", 403)],
)
def test_who_may_bring_in_a_detail_budget(money: Money, person: str, status: int) -> None:
    assert money.cast.client(person).get(reverse("budget:new_budget")).status_code == status
