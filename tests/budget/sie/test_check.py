"""The controls: the arithmetic is written out, and only real faults are errors."""

from pathlib import Path

import pytest

from budget.sie import Finding, check, parse, read
from tests.budget.sie.samples import UNBALANCED, own
from tests.budget.sie.texts import sie, voucher

BALANCED = "#IB 0 1910 100\n#IB 0 2010 -100\n#UB 0 1910 150\n#UB 0 2010 -100\n#RES 0 3010 -50\n"


def found(body: str) -> dict[str, Finding]:
    return {finding.code: finding for finding in check(parse(sie(body)))}


def test_a_sound_file_has_only_controls_that_hold() -> None:
    findings = check(parse(own("typ2.se")))
    assert {finding.severity.value for finding in findings} == {"ok"}
    assert [finding.code for finding in findings] == ["opening_zero", "closing_and_result", "movements"]


def test_the_sums_are_written_out() -> None:
    findings = {finding.code: finding for finding in check(parse(own("typ4.se")))}
    assert findings["opening_zero"].detail == "Σ IB = 0,00 (antal konton: 2)"
    assert findings["closing_and_result"].detail == "Σ UB 299,50 + Σ RES −299,50 = 0,00"
    assert (
        findings["movements"].detail == "Resultatkonton (2): Σ rörelser = RES. Balanskonton (2): IB + Σ rörelser = UB."
    )
    assert findings["vouchers"].detail == "Antal verifikationer: 2"


def test_opening_balances_that_do_not_cancel_are_a_warning_and_so_is_the_same_difference_at_the_end() -> None:
    reading = read(own("ib_inte_noll.se"))
    assert reading.movements is not None
    severities = {finding.code: finding.severity.value for finding in reading.findings}
    assert severities["opening_not_zero"] == "warning"
    assert severities["closing_and_result"] == "warning"
    (closing,) = (f for f in reading.findings if f.code == "closing_and_result")
    assert closing.detail == "Σ UB 399,50 + Σ RES −299,50 = 100,00 = Σ IB"


@pytest.mark.parametrize("opening", ["#IB 0 1910 100\n#IB 0 2010 -100\n", "#IB 0 1910 100\n#IB 0 2010 -90\n"])
def test_closing_and_result_that_differ_by_anything_else_are_an_error(opening: str) -> None:
    finding = found(opening + "#UB 0 1910 150\n#UB 0 2010 -100\n#RES 0 3010 -49.99\n")["closing_and_result"]
    assert finding.severity.value == "error"
    assert finding.detail == "Σ UB 50,00 + Σ RES −49,99 = 0,01"


def test_a_file_without_closing_balances_cannot_be_tied_to_them_and_says_so() -> None:
    findings = found("#RES 0 3010 -50\n")
    assert findings["no_closing_balances"].severity.value == "warning"
    assert "closing_and_result" not in findings


def test_an_amount_that_months_do_not_explain_names_the_account_and_both_sums() -> None:
    finding = found(BALANCED + "#PSALDO 0 202501 3010 {} -45\n#PSALDO 0 202501 1910 {} 50\n")["movement_mismatch"]
    assert finding.severity.value == "error"
    assert finding.message == "Konto 3010: årets resultat (#RES) är −50,00 men rörelserna summerar till −45,00."


def test_a_balance_account_that_months_do_not_explain_is_an_error_too() -> None:
    finding = found(BALANCED + "#PSALDO 0 202501 3010 {} -50\n#PSALDO 0 202501 1910 {} 60\n")["movement_mismatch"]
    assert finding.severity.value == "error"
    assert finding.message == "Konto 1910: UB − IB är 50,00 men rörelserna summerar till 60,00."


def test_an_account_with_months_but_left_out_of_the_results_stands_at_nought() -> None:
    finding = found(
        BALANCED + "#PSALDO 0 202501 3010 {} -50\n#PSALDO 0 202501 1910 {} 50\n#PSALDO 0 202501 5010 {} 7\n"
    )
    assert finding["movement_mismatch"].message.startswith("Konto 5010: årets resultat (#RES) är 0,00")


def test_every_reading_that_was_tried_is_in_the_detail() -> None:
    rows = "#PSALDO 0 202501 3010 {} -45\n#PSALDO 0 202501 3010 {1 Syd} -10\n#PSALDO 0 202501 1910 {} 50\n"
    detail = found(BALANCED + rows)["movement_mismatch"].detail
    assert detail == "rader utan objekt −45,00, alla rader −55,00, rader med objekt −10,00"


def test_many_accounts_that_differ_are_named_up_to_a_limit_and_then_counted() -> None:
    rows = "".join(f"#PSALDO 0 202501 {account} {{}} 1\n" for account in range(4000, 4040))
    findings = [f for f in check(parse(sie(BALANCED + rows))) if f.code == "movement_mismatch"]
    assert len(findings) == 26
    assert "till av samma slag" in findings[-1].message


@pytest.mark.parametrize("path", UNBALANCED, ids=lambda path: path.name)
def test_a_file_with_one_unbalanced_voucher_is_refused_for_just_that_voucher(path: Path) -> None:
    reading = read(path.read_bytes(), path.name)
    assert reading.movements is None
    (error,) = reading.errors
    assert error.code == "voucher_unbalanced"


@pytest.mark.parametrize(
    ("name", "message", "detail", "line"),
    [
        (
            "avendo_typ4_bad_balance.se",
            "Verifikation B 1 på rad 3905 balanserar inte: skillnaden är −12 771,00.",
            "Debet 128,00, kredit −12 899,00",
            3905,
        ),
        (
            "obalanserad.se",
            "Verifikation A 1 på rad 24 balanserar inte: skillnaden är −10,00.",
            "Debet 490,00, kredit −500,00",
            24,
        ),
    ][0 if len(UNBALANCED) == 2 else 1 :],
)
def test_the_unbalanced_voucher_is_named_with_line_and_difference(
    name: str, message: str, detail: str, line: int
) -> None:
    path = next(path for path in UNBALANCED if path.name == name)
    (error,) = read(path.read_bytes(), name).errors
    assert (error.message.replace("\u00a0", " "), error.detail.replace("\u00a0", " "), error.line) == (
        message,
        detail,
        line,
    )


def test_vouchers_that_do_not_make_the_result_are_an_error_on_the_account() -> None:
    body = BALANCED + "#PSALDO 0 202501 3010 {} -50\n#PSALDO 0 202501 1910 {} 50\n"
    finding = found(body + voucher("#TRANS 1910 {} 40", "#TRANS 3010 {} -40"))["vouchers_against_results"]
    assert finding.severity.value == "error"
    assert finding.message == "Konto 3010: verifikationerna summerar till −40,00 men årets resultat (#RES) är −50,00."


def test_accounts_outside_the_chart_are_listed_as_a_warning() -> None:
    finding = found(BALANCED + "#PSALDO 0 202501 6310 {} 0\n#UB 0 1999 0\n")["undeclared_accounts"]
    assert (finding.severity.value, finding.detail) == ("warning", "1999, 6310")


def test_amounts_in_another_currency_are_refused() -> None:
    finding = found(BALANCED + "#VALUTA EUR\n")["currency"]
    assert finding.severity.value == "error"
    assert "EUR" in finding.message
    assert "currency" not in found(BALANCED + "#VALUTA sek\n")


def test_a_file_marked_as_read_before_is_told_as_a_warning() -> None:
    assert read(own("typ2.se").replace(b"#FLAGGA 0", b"#FLAGGA 1")).findings[0].code == "already_read"


def test_a_result_on_an_account_said_to_be_a_balance_account_is_an_error() -> None:
    finding = found(BALANCED + "#KTYP 3010 T\n")["result_on_balance_account"]
    assert finding.severity.value == "error"
    assert "#KTYP" in finding.message


def test_an_import_file_has_nothing_to_compare_with_and_says_so() -> None:
    findings = {f.code: f.severity.value for f in check(parse(own("typ4i.si"), "typ4i.si"))}
    assert findings == {"nothing_to_compare": "warning", "vouchers": "ok", "undeclared_accounts": "warning"}
