"""Small SIE files as text, for one trap at a time."""

HEAD = """#FLAGGA 0
#SIETYP 4
#FNAMN "Prov AB"
#RAR 0 20250101 20251231
#KONTO 1910 Kassa
#KONTO 2010 "Eget kapital"
#KONTO 3010 Intäkt
#KONTO 5010 Hyra
"""


def sie(body: str = "", head: str = HEAD) -> bytes:
    """``head`` and ``body`` as a file in CP437."""
    return (head + body).encode("cp437")


def voucher(*rows: str, head: str = "#VER A 1 20250110 Text") -> str:
    """A voucher's block."""
    return "\n".join((head, "{", *rows, "}", ""))
