"""Law references: read from what people wrote, never losing a line."""

import pytest

from goals.laws import Law, fault_of, read_law
from goals.models import LawReference


@pytest.mark.parametrize(
    ("line", "parts"),
    [("Skollagen (2010:800)", ("Skollagen", "2010:800", "", "")),
     ("  skollagen  (SFS 2010:800)  1 kap. 4 § ", ("skollagen", "2010:800", "1", "4")),
     ("socialtjänstlagen (2025:400), 2 a kap. 3–5 §§.", ("socialtjänstlagen", "2025:400", "2 a", "3–5")),
     ("Bibliotekslagen (2013:801) 2 §", ("Bibliotekslagen", "2013:801", "", "2")),
     ("Läroplanen för förskolan, Lpfö 18 (SKOLFS 2018:50)", ("Läroplanen för förskolan, Lpfö 18 (SKOLFS 2018:50)", "", "", "")),
     ("Skollagen", ("Skollagen", "", "", ""))],
)  # fmt: skip
def test_a_line_is_read_into_its_parts(line: str, parts: tuple[str, ...]) -> None:
    assert read_law(line) == parts


def test_it_is_shown_as_lawyers_write_it() -> None:
    assert str(LawReference(name="skollagen", sfs="2010:800", chapter="1", paragraph="4")) == (
        "skollagen (2010:800) 1 kap. 4 §"
    )
    assert str(LawReference(name="Lpfö 18")) == "Lpfö 18"


@pytest.mark.parametrize("law", [Law("skollagen", "2010:800"), Law("FL", "2017:900", "2 a", "4–6"), Law("Lpfö 18")])
def test_what_is_right_has_no_fault(law: Law) -> None:
    assert fault_of(law) is None


@pytest.mark.parametrize(
    ("law", "field"),
    [(Law(""), "name"), (Law("A", "10:800"), "sfs"), (Law("A", "2010:800", "x"), "chapter"),
     (Law("A", "2010:800", "", "x"), "paragraph"), (Law("A", "", "1"), "sfs")],
)  # fmt: skip
def test_what_is_wrong_is_told_by_field(law: Law, field: str) -> None:
    fault = fault_of(law)
    assert fault is not None
    assert fault[0] == field
