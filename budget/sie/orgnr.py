"""Organisation numbers. A sole trader's is the person's own number and must not reach logs or pages (domain §5.2 point 9)."""

MASKED = "••••••-••••"


def is_personal(orgnr: str) -> bool:
    """True when the number could be a person's (personnummer or samordningsnummer): its third and fourth digit are a month."""
    digits = "".join(c for c in orgnr if c in "0123456789")
    if len(digits) == 12:
        digits = digits[2:]
    return len(digits) == 10 and 1 <= int(digits[2:4]) <= 12


def show_orgnr(orgnr: str) -> str:
    """The number as it may be shown or logged: masked when it could be a person's, "–" when there is none."""
    if not orgnr.strip():
        return "–"
    return MASKED if is_personal(orgnr) else orgnr
