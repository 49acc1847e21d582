"""Files to bring in, as large as wished: CSV, XLSX and SIE type 4, always the same for the same number."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from budget.queries.structure import structure
from sala_styr.organisation.models import Unit

UNIT = "KF"
"""Whom the files are of: the municipality."""
FILE_YEAR = 2019
"""A year that the example has no actuals of."""
HEADINGS = ("konto", "kontonamn", "period", "ansvar", "verksamhet", "projekt", "motpart", "belopp", "text")
_ROWS_OF_A_VOUCHER = 4
_BANK = "1930"


def write_csv(path: Path, rows: int, number: int = 1) -> Path:
    """So many rows; another ``number`` gives another file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(";".join(HEADINGS) + "\n")
        for row in table_rows(rows, number):
            file.write(";".join(row) + "\n")
    return path


def write_xlsx(path: Path, rows: int) -> Path:
    """The same rows in a workbook: account, period and amount as numbers."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Utfall")
        sheet.write_row(0, 0, HEADINGS)
        for place, row in enumerate(table_rows(rows, 1), 1):
            account, name, period, *codes, amount, text = row
            values: list[Any] = [int(account), name, int(period), *codes, float(amount.replace(",", ".")), text]
            sheet.write_row(place, 0, values)
    return path


def table_rows(rows: int, number: int) -> Iterator[Sequence[str]]:
    """A ledger's rows: 1 500 accounts, the example's units, and other codes beside."""
    chance, units = Random(number), _unit_codes()
    for place in range(rows):
        account, unit = 3000 + chance.randrange(1500), chance.randrange(len(units))
        activity = 100 + unit + chance.randrange(3)  # a unit does a few things, not all that there are
        yield (
            str(account), f"Konto {account}", f"{FILE_YEAR}{chance.randrange(12) + 1:02d}", units[unit],
            str(activity), str(chance.randrange(10)), str(chance.randrange(5)),
            _amount(chance.randrange(-(10**8), 10**8)).replace(".", ","), f"Faktura {place}",
        )  # fmt: skip


def write_sie(path: Path, rows: int) -> Path:
    """A file of type 4 with so many #TRANS in vouchers of four, balanced, and its #RES and #UB."""
    chance, units, sums = Random(1), _unit_codes(), Counter[str]()
    vouchers = "".join(_voucher(chance, units, sums, number) for number in range(rows // _ROWS_OF_A_VOUCHER))
    head = [
        "#FLAGGA 0",
        "#SIETYP 4",
        '#FNAMN "Mätkommunen"',
        f"#RAR 0 {FILE_YEAR}0101 {FILE_YEAR}1231",
        "#DIM 1 Ansvar",
    ]
    head += [f'#KONTO {account} "Konto på {account}"' for account in sorted(sums)]
    head += [f"#{'UB' if account == _BANK else 'RES'} 0 {account} {_amount(sums[account])}" for account in sorted(sums)]
    path.write_bytes(("\r\n".join(head) + "\r\n" + vouchers).encode("cp437"))
    return path


def _voucher(chance: Random, units: Sequence[str], sums: Counter[str], number: int) -> str:
    day = f"{FILE_YEAR}{chance.randrange(12) + 1:02d}{chance.randrange(28) + 1:02d}"
    lines, left = [f'#VER A {number} {day} "Leverantörsfaktura {number}"', "{"], 0
    for place in range(_ROWS_OF_A_VOUCHER):
        last = place == _ROWS_OF_A_VOUCHER - 1
        account = _BANK if last else str(3000 + chance.randrange(1500))
        amount = -left if last else chance.randrange(-(10**7), 10**7)
        left += amount
        sums[account] += amount
        lines.append(f'#TRANS {account} {{1 "{chance.choice(units)}"}} {_amount(amount)} {day} "Rad i fakturan"')
    return "\r\n".join([*lines, "}"]) + "\r\n"


def _amount(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02d}"


def _unit_codes() -> list[str]:
    return sorted(each.code for each in structure().below(Unit.objects.get(code=UNIT).pk))
