"""Where the sample files lie: our own small ones here, and the real ones in ../shared beside the project, on machines that have them."""

from dataclasses import dataclass
from pathlib import Path

OWN = Path(__file__).parent / "samples"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "samples" / "sie"


@dataclass(frozen=True)
class Expected:
    """What a sample file is known to hold. Öre; the first three sums in ledger sign, ``net`` in report sign."""

    path: Path
    kind: str
    opening: int
    closing: int
    result: int
    vouchers: int
    source: str
    net: int
    rows: int
    last_period: int | None
    warnings: tuple[str, ...] = ()


_REAL = (
    Expected(SHARED / "edison_typ1.se", "1", 0, -2807388, 2807388, 0, "year", -2807388, 35, None, ("no_months",)),
    Expected(SHARED / "edison_typ2.se", "2", 0, -2807388, 2807388, 0, "totals", -2807388, 44, 3),
    Expected(SHARED / "edison_typ3.se", "3", 0, -2807388, 2807388, 0, "totals", -2807388, 48, 3),
    Expected(SHARED / "edison_typ4.se", "4", 0, -2807388, 2807388, 81, "vouchers", -2807388, 48, 3),
    Expected(SHARED / "edison_typ4i.si", "4I", 0, 0, 0, 81, "vouchers", -2807388, 48, 3, ("nothing_to_compare",)),
    Expected(
        SHARED / "avendo_typ3_objekt.se", "3", 115167815, 142947661, -27779846, 0, "all", 27779846, 150, 3,
        ("opening_not_zero", "closing_and_result"),
    ),
    Expected(
        SHARED / "bl_typ3_brutet_ar_oib_oub.se", "3", 0, 21258347, -21258347, 0, "totals", 21258347, 50, 12,
        ("spoiled_text",),
    ),
)  # fmt: skip
_SMALL = (
    Expected(OWN / "typ1.se", "1", 0, 29950, -29950, 0, "year", 29950, 2, None, ("no_months",)),
    Expected(OWN / "typ2.se", "2", 0, 29950, -29950, 0, "totals", 29950, 2, 2),
    Expected(OWN / "typ3_totaler.se", "3", 0, 29950, -29950, 0, "totals", 29950, 4, 2),
    Expected(OWN / "typ3_delar.se", "3", 0, 29950, -29950, 0, "all", 29950, 5, 2),
    Expected(OWN / "typ4.se", "4", 0, 29950, -29950, 2, "vouchers", 29950, 2, 2),
    Expected(
        OWN / "typ4i.si", "4I", 0, 0, 0, 1, "vouchers", -20050, 1, 1, ("nothing_to_compare", "undeclared_accounts")
    ),
    Expected(OWN / "brutet_ar.se", "2", 0, 30000, -30000, 0, "totals", 30000, 2, 12),
    Expected(
        OWN / "ib_inte_noll.se", "2", 10000, 39950, -29950, 0, "totals", 29950, 2, 2,
        ("opening_not_zero", "closing_and_result"),
    ),
    Expected(OWN / "latin1.se", "1", 0, 29950, -29950, 0, "year", 29950, 2, None, ("no_months",)),
    Expected(OWN / "utf8.se", "1", 0, 29950, -29950, 0, "year", 29950, 2, None, ("no_months",)),
    Expected(OWN / "utf8_bom.se", "1", 0, 29950, -29950, 0, "year", 29950, 2, None, ("no_months",)),
    Expected(OWN / "forvanskad.se", "1", 0, 29950, -29950, 0, "year", 29950, 2, None, ("spoiled_text", "no_months")),
    Expected(OWN / "blandade_radslut.se", "1", 0, 0, 0, 0, "year", 0, 0, None),
)  # fmt: skip

GOOD = [case for case in (*_REAL, *_SMALL) if case.path.exists()]
"""Every sample that imports. The real ones are there only on machines that have them."""

UNBALANCED = [path for path in (SHARED / "avendo_typ4_bad_balance.se", OWN / "obalanserad.se") if path.exists()]
"""Files with exactly one voucher that does not balance."""

SAME_COMPANY = [
    paths
    for paths in (
        tuple(SHARED / name for name in ("edison_typ2.se", "edison_typ3.se", "edison_typ4.se", "edison_typ4i.si")),
        tuple(OWN / name for name in ("typ2.se", "typ3_totaler.se", "typ3_delar.se", "typ4.se")),
    )
    if all(path.exists() for path in paths)
]
"""Files that tell one company's year in different ways."""

BROKEN_YEARS = [
    row
    for row in (
        (SHARED / "bl_typ3_brutet_ar_oib_oub.se", "2009-07-01", "2010-06-30", 200911, 5),
        (OWN / "brutet_ar.se", "2024-07-01", "2025-06-30", 202506, 12),
    )
    if row[0].exists()
]
"""Files with a broken fiscal year: path, start, end, a month with an amount on account 3010, and that month's period number."""

WEB_PAGES = [path for path in (SHARED / "inte_en_sie_fil.se", OWN / "webbsida.se") if path.exists()]


def own(name: str) -> bytes:
    """The bytes of one of our own samples."""
    return (OWN / name).read_bytes()
