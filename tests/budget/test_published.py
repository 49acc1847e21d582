"""A published table held against its own sums: what ties by rounding ties, and what does not is found where it is."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from budget.published import Report, check_table
from sala_styr.tables import TableError, read_table
from tests.cast import Cast

# Sjöbo kommun 2021, the municipality's columns as published.
RESULT = """rad;bokslut_2020;bokslut_2021;budget_2021
Verksamhetens intäkter;270.6;281.9;252.7
Verksamhetens kostnader;-1329.0;-1381.2;-1361.3
Av- och nedskrivningar;-27.8;-28.1;-31.3
Verksamhetens nettokostnader;-1086.2;-1127.4;-1139.9
Skatteintäkter;805.1;861.9;827.2
Generella statsbidrag och utjämning;305.4;326.6;318.0
Verksamhetens resultat;24.3;61.1;5.3
Finansiella intäkter;18.9;20.2;9.6
Finansiella kostnader;-5.3;-0.6;-0.6
Resultat efter finansiella poster;37.9;80.7;14.3
Extraordinära poster;0.0;0.0;0.0
Årets resultat;37.9;80.7;14.3
Balanskravsjusteringar;-1.6;-9.2;0.0
Årets resultat efter balanskravsjusteringar;36.3;71.5;14.3
Reservering av medel till RUR;-22.0;0.0;0.0
Balanskravsresultat;14.3;71.5;14.3
"""


def report_of(text: str) -> Report:
    return check_table(read_table(text.encode()))


def test_a_published_result_statement_ties_in_every_sum() -> None:
    report = report_of(RESULT)
    assert report.ok
    assert [check.line.label for check in report.sums] == [
        "Verksamhetens nettokostnader", "Verksamhetens resultat", "Resultat efter finansiella poster", "Årets resultat",
        "Årets resultat efter balanskravsjusteringar", "Balanskravsresultat",
    ]  # fmt: skip
    assert [part.label for part in report.sums[1].parts] == [
        "Verksamhetens nettokostnader", "Skatteintäkter", "Generella statsbidrag och utjämning",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("right", "wrong", "row", "column", "difference"),
    [
        ("5.3\n", "6.3\n", "Verksamhetens resultat", "budget_2021", "1.0"),
        ("-1127.4", "-1128.4", "Verksamhetens nettokostnader", "bokslut_2021", "-1.0"),
        ("14.3;71.5;14.3\n", "14.3;71.9;14.3\n", "Balanskravsresultat", "bokslut_2021", "0.4"),
    ],
)
def test_a_wrong_figure_is_found_in_its_row_and_column(
    right: str, wrong: str, row: str, column: str, difference: str
) -> None:
    at = RESULT.index(row)
    report = report_of(RESULT[:at] + RESULT[at:].replace(right, wrong, 1))
    assert (report.off[0].line.label, report.off[0].wrong[0].column) == (row, column)
    assert report.off[0].wrong[0].difference == Decimal(difference)


def test_only_what_rounding_can_explain_is_let_through() -> None:
    parts = "rad;tkr\nA;1\nB;1\n"
    assert report_of(parts + "Summa;3\n").ok, "1,4 + 1,4 = 2,8"
    assert not report_of(parts + "Summa;4\n").ok
    assert not report_of("rad;mnkr\nA;1,0\nB;1,0\nSumma;2,2\n").ok


def test_a_variance_is_actual_less_budget() -> None:
    text = "Nämnd;Budget;Utfall;Avvikelse\nSN;-100;-103;-3\nVON;-200;-190;-10\n"
    report = report_of(text)
    assert report.variance_checked
    assert [(each.line.label, each.wrong.computed) for each in report.variances] == [("VON", Decimal(10))]


def test_swedish_figures_missing_cells_and_a_sum_with_nothing_above() -> None:
    report = report_of("Rad\t2025\t2026\nSumma ingående\t5\t5\nA\t1 250,5\t–\nB\t−250,5\t7,0\nTotalt\t1 000,0\t7,0\n")
    assert report.ok
    assert [(check.line.label, check.ok) for check in report.sums] == [("Summa ingående", False), ("Totalt", True)]


@pytest.mark.parametrize(("text", "words"), [("rad;år\nA;tolv\n", "Rad 2"), ("rad;år\nA;\n", "inga siffror")])
def test_what_is_no_table_of_figures_is_said(text: str, words: str) -> None:
    with pytest.raises(TableError, match=words):
        report_of(text)


@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=12), st.integers(1, 10**6))
def test_a_true_sum_always_ties_and_a_false_one_by_more_than_rounding_never(parts: list[int], off: int) -> None:
    table = "rad;öre\n" + "".join(f"Del {number};{part}\n" for number, part in enumerate(parts))
    assert report_of(f"{table}Summa;{sum(parts)}\n").ok
    false = sum(parts) + len(parts) + 1 + off
    # Another run of rows nearest above may happen to make the false sum; then it is one.
    by_chance = any(abs(false - sum(parts[-count:])) <= (count + 1) / 2 for count in range(1, len(parts)))
    assert report_of(f"{table}Summa;{false}\n").ok == by_chance


@pytest.mark.django_db
def test_the_page_reads_what_is_pasted_or_uploaded_and_keeps_nothing(cast: Cast) -> None:
    client, address = cast.client("controller"), reverse("budget:published")
    assert client.get(address).status_code == 200
    page = client.post(address, {"table": RESULT.replace("-1127.4", "-1128.4")})
    assert page.status_code == 200
    assert "bokslut_2021: står −1 128,4, delarna är −1 127,4, skillnad −1,0" in page.content.decode().replace(
        "\xa0", " "
    )
    file = SimpleUploadedFile("tabell.csv", RESULT.encode())
    assert "Tabellen går ihop" in client.post(address, {"file": file}).content.decode()
    for bad in ({}, {"table": "rad;år\nA;tolv\n"}, {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04nonsense")}):
        assert client.post(address, bad).status_code == 422


def test_a_table_larger_than_any_published_one_is_not_tried() -> None:
    with pytest.raises(TableError, match="Dela upp"):
        report_of("rad;tkr\n" + "Summa;1\n" * 501)
    with pytest.raises(TableError, match="Dela upp"):
        report_of(";".join(["rad"] * 51) + "\nA" + ";1" * 50 + "\n")
