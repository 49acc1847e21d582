"""The files that the machine brings in."""

from tests.budget.builders import YEAR


def books(opening: int, vouchers: list[int]) -> bytes:
    """A company's year as a SIE file of type 4: money in the bank, and each voucher a sale of that many öre."""
    sold = sum(vouchers)
    lines = [
        *("#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", '#FNAMN "Bolaget AB"', f"#RAR 0 {YEAR}0101 {YEAR}1231"),
        *("#KONTO 1930 Bank", "#KONTO 2010 Kapital", "#KONTO 3010 Intakt"),
        *(f"#IB 0 1930 {kronor(opening)}", f"#IB 0 2010 {kronor(-opening)}"),
        *(f"#UB 0 1930 {kronor(opening + sold)}", f"#UB 0 2010 {kronor(-opening)}", f"#RES 0 3010 {kronor(-sold)}"),
    ]
    for number, amount in enumerate(vouchers):
        lines += [f'#VER A {number + 1} {YEAR}{number % 12 + 1:02d}10 "Salj"', "{"]
        lines += [f"#TRANS 1930 {{}} {kronor(amount)}", f"#TRANS 3010 {{}} {kronor(-amount)}", "}"]
    return "\n".join([*lines, ""]).encode("cp437")


def kronor(ore: int) -> str:
    """Öre as a SIE file writes them."""
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02d}"
