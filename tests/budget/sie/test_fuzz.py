"""Whatever bytes are given, the reading ends, and with nothing but a SieError (quality §4.3)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget.sie import SieError, read
from tests.budget.sie.samples import OWN

PIECES = [
    "#FLAGGA 0", "#SIETYP 4", "#SIETYP 2", "#RAR 0 20250101 20251231", "#RAR 0 99999999 99999999", "#KONTO 3010 Å",
    "#KTYP 3010 K", "#IB 0 1910 5", "#UB 0 1910 5.5", "#RES 0 3010 -5", "#PSALDO 0 202501 3010 {} -5",
    '#PSALDO 0 202501 3010 {1 "Syd"} -5', "#PSALDO 0 202513 3010 {} 1", "#VER A 1 20250101", "#VER A 1 20250101 {",
    "{", "}", "#TRANS 3010 {} -5", "#RTRANS 3010 {} -5", "#BTRANS 3010 {} -5", '"', "\\", "{{}}", "\t", "", "#", "##",
    "#OMFATTN 20250131", "#VALUTA EUR", "#KSUMMA 1", "#PSALDO", "#IB -1 1910 1e5", "\x1a", "\ufffd",
]  # fmt: skip


def outcome(data: bytes, name: str = "") -> str:
    """Say "read" or "refused"; any other exception, and a refusal without words, goes through to the test."""
    try:
        read(data, name)
    except SieError as error:
        return "refused" if error.message else "refused without words"
    return "read"


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=400)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert outcome(data) in ("read", "refused")


@given(
    st.lists(st.sampled_from(PIECES), max_size=25),
    st.sampled_from(["\n", "\r\n", "\r", " "]),
    st.sampled_from(["cp437", "latin-1", "utf-8"]),
)
@settings(deadline=None, max_examples=600)
def test_any_heap_of_records_is_read_or_refused(pieces: list[str], line_end: str, encoding: str) -> None:
    assert outcome(line_end.join(pieces).encode(encoding, "replace")) in ("read", "refused")


@given(
    st.sampled_from(sorted(OWN.iterdir())),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=0, max_size=3)), min_size=1, max_size=5),
    st.integers(0, 2000),
)
@settings(deadline=None, max_examples=400)
def test_any_damaged_sample_is_read_or_refused(path, changes: list[tuple[int, bytes]], cut: int) -> None:
    data = path.read_bytes()
    for place, piece in changes:
        data = data[: place % len(data)] + piece + data[place % len(data) + 1 :] or b"#"
    assert outcome(data[: len(data) - cut % len(data)], path.name) in ("read", "refused")


@pytest.mark.parametrize("size", [1, 10, 100])
def test_a_file_cut_off_inside_a_voucher_is_always_refused(size: int) -> None:
    data = (OWN / "typ4.se").read_bytes()
    inside = data.rindex(b"{\r\n") + 3
    assert outcome(data[: inside + size]) == "refused"


@pytest.mark.parametrize(
    "piece",
    [b"{", b"}", b'"', b"\\", b"#", b"#VER A 1 20250101\n{\n", b"\n", b"\r", b" ", b"{1 ", b"\x86", b"\xef\xbf\xbd"],
)
def test_megabytes_of_one_thing_come_to_an_end(piece: bytes) -> None:
    head = b"#FLAGGA 0\n#SIETYP 4\n#RAR 0 20250101 20251231\n"
    assert outcome(head + piece * (1_000_000 // len(piece))) in ("read", "refused")
    assert outcome(head + b'#KONTO 1 "' + piece * (1_000_000 // len(piece)) + b'"\n') in ("read", "refused")
