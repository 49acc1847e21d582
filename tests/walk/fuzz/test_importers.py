"""Every way in for a file, by all its steps as a person takes them: whatever the file is, the answer is a page with words, never an error of ours.

What the readers make of any bytes is held where they are (tests/budget/sie/test_fuzz.py, tests/tables). Here a file that is right is spoiled a little,
so that it comes past them: to what it is compared with, to the page that shows it, and to what is written.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget.coding_parts import PARTS
from goals.actions.assignments import give_assignment
from goals.exchange.kinds import KINDS
from goals.models import CoreMission, Indicator
from sala_styr.decisions.actions import set_year_state
from sala_styr.tables.out import CSV, written
from tests.budget.builders import YEAR, Money
from tests.budget.investing import Investing
from tests.budget.sie.samples import OWN
from tests.cast import Cast
from tests.tables.workbooks import workbook
from tests.walk.fuzz.words import WORDS

pytestmark = pytest.mark.django_db
SPOILT = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
KOLADA = Path(__file__).parents[2] / "goals" / "kolada_samples"
BUDGET = f"""#FLAGGA 0
#SIETYP 4
#RAR 0 {YEAR}0101 {YEAR}1231
#KONTO 5010 "Lön"
#DIM 1 "Ansvar"
#OBJEKT 1 "A1" "Enhet A1"
#PBUDGET 0 {YEAR}01 5010 {{1 "A1"}} 1200.50
#PBUDGET 0 {YEAR}02 5010 {{}} -3
""".encode("cp437")
ACTUALS = f"konto;period;belopp;ansvar\n5010;{YEAR}01;-1200,50;A1\n3010;{YEAR}02;7;B1\n6010;{YEAR}12;-3;\n".encode()
DETAIL = "Ansvar;Konto;Text;Året (kr)\nA1;5010;Vikarier;-1200\nA2;5010;;-3\n".encode()
OUTCOMES = b"projekt;belopp;inkomster\n9001;-1200;3\n9002;7;\n"
VALUES = "Indikator-id;År;Till och med månad;Kön;Målvärde;Utfall;Kommentar\n{indicator};2026;12;;80;77,5;Bra\n"
FACTORS = "Id;Verksamhet;Kvalitetsfaktor;Hur vi märker att det är bra\n;verksA;Trygghet;Barnen säger det\n".encode()
LAWS = b"Verksamhet;Lag;SFS-nummer;Kapitel;Paragraf\nverksA;Skollagen;2010:800;1;4\n"
PUBLISHED = b"rad;bokslut_2024;bokslut_2025\nSkatt;10;12\nBidrag;-3;4\nSumma;7;16\n"
CODES = "Kod;Konto;Benämning;RS-verksamhet;Enhet;Används\n51011;51011;Lön;100;A1;ja\n6077;6077;Resor;;;nej\n".encode()


@dataclass(frozen=True)
class WayIn:
    """``door`` is where the file is sent, as ``field``, with what else the form says."""

    key: str
    door: str
    file: Callable[[Cast], bytes]
    name: str
    field: str = "file"
    args: tuple[str, ...] = ()
    unit: str = ""
    who: str = "controller"

    def send(self, cast: Cast, data: bytes) -> list[int]:
        """The file, and then each step that follows, first read and then confirmed: how each was answered. Nothing stays."""
        fields: dict[str, Any] = {self.field: SimpleUploadedFile(self.name, data), "year": YEAR, "month": 8}
        fields |= {"sign": "report", "missing": "remove"} | ({"unit": cast.units[self.unit].pk} if self.unit else {})
        client = cast.client(self.who)
        with transaction.atomic():
            answers = [client.post(reverse(self.door, args=self.args), fields)]
            if answers[0].status_code == 302:
                step = answers[0]["Location"]
                answers += [client.get(step), client.post(step, follow=True)]
            transaction.set_rollback(True)
        return [answer.status_code for answer in answers]


def fixed(data: bytes) -> Callable[[Cast], bytes]:
    return lambda cast: data


def listed(key: str, who: str) -> Callable[[Cast], bytes]:
    """A list of the plan as ``who`` takes it out."""

    def file(cast: Cast) -> bytes:
        kind = next(kind for kind in KINDS if kind.key == key)
        with written(kind.listing(cast.actor(who), YEAR), CSV) as out:
            return out.read()

    return file


def values(cast: Cast) -> bytes:
    return VALUES.format(indicator=Indicator.objects.get().pk).encode()


def of_the_plan(key: str, who: str, file: Callable[[Cast], bytes] | None = None) -> WayIn:
    return WayIn(f"plan-{key}", "goals:exchange", file or listed(key, who), "lista.csv", who=who)


WAYS = [
    WayIn("utfall-sie", "budget:new_import", fixed((OWN / "typ4.se").read_bytes()), "typ4.se", unit="bolaget"),
    WayIn("utfall-csv", "budget:new_import", fixed(ACTUALS), "utfall.csv", unit="koncern"),
    WayIn("budget-sie", "budget:new_budget", fixed(BUDGET), "budget.se", unit="verksA", who="manager_a"),
    WayIn("budget-csv", "budget:new_budget", fixed(DETAIL), "budget.csv", unit="verksA", who="manager_a"),
    WayIn("investeringar", "budget:outcomes", fixed(OUTCOMES), "utfall.csv"),
    WayIn("publicerad", "budget:published", fixed(PUBLISHED), "tabell.csv"),
    *(WayIn(f"kodplan-{part}", "budget:new_codes", fixed(CODES), "koder.csv", args=(part,)) for part in PARTS),
    of_the_plan("planen", "manager_a1"),
    of_the_plan("indikatorvarden", "chair_a", values),
    of_the_plan("uppdrag", "kf_chair"),
    of_the_plan("svar", "chair_a"),
    of_the_plan("kvalitetsfaktorer", "manager_a", fixed(FACTORS)),
    of_the_plan("lagrum", "manager_a", fixed(LAWS)),
]
IN_TABLES = [way for way in WAYS if way.name.endswith(".csv")]
CELL = st.sampled_from([word for word in WORDS if len(word) <= 5_000]) | st.text(max_size=12)
PLACE = st.integers(0, 10_000)


@pytest.fixture
def desk(cast: Cast) -> Cast:
    """A municipality where there is something to compare every file with."""
    plan = cast.chain()
    Indicator.objects.create(item=plan["focus"], name="Lässtunder", unit_of_measure="st")
    CoreMission.objects.create(unit=cast["verksA"])
    give_assignment(
        cast.actor("kf_chair"), cast["KF"], cast.decision(), title="Utred", due=date(2026, 9, 1), receivers=[cast["A"]]
    )
    Money(cast).line("A1", "5010", -1_200)
    investing = Investing(cast)
    for code in ("9001", "9002"):
        investing.project(code)
    set_year_state(cast.actor("controller"), 2025, "open")
    return cast


def spoilt_table(data: bytes, changes: list[tuple[int, int, str]]) -> bytes:
    """``data`` with other words in some cells (row and column counted around) and the rest as it was."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    for row, column, word in changes:
        cells = rows[row % len(rows)]
        if cells:
            cells[column % len(cells)] = word
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def spliced(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    """``data`` with some bytes in the place of others."""
    for place, piece in changes:
        at = place % len(data)
        data = data[:at] + piece + data[at + len(piece) :]
    return data


def answered(statuses: list[int]) -> bool:
    return all(status < 500 for status in statuses)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.key)
def test_the_file_is_right_before_it_is_spoilt(desk: Cast, way: WayIn) -> None:
    statuses = way.send(desk, way.file(desk))
    assert statuses == ([200] if way.key == "publicerad" else [302, 200, 200])


@pytest.mark.parametrize("way", IN_TABLES, ids=lambda way: way.key)
def test_any_words_in_the_cells_are_answered(desk: Cast, way: WayIn) -> None:
    data = way.file(desk)

    @SPOILT
    @given(st.lists(st.tuples(PLACE, PLACE, CELL), min_size=1, max_size=4))
    def with_words(changes: list[tuple[int, int, str]]) -> None:
        assert answered(way.send(desk, spoilt_table(data, changes)))

    with_words()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.key)
def test_any_bytes_in_the_file_are_answered(desk: Cast, way: WayIn) -> None:
    data = way.file(desk)

    @SPOILT
    @given(
        st.lists(st.tuples(PLACE, st.binary(min_size=1, max_size=4)), min_size=1, max_size=3) | st.binary(max_size=200)
    )
    def with_bytes(drawn: list[tuple[int, bytes]] | bytes) -> None:
        assert answered(way.send(desk, drawn if isinstance(drawn, bytes) else spliced(data, drawn)))

    with_bytes()


@pytest.mark.parametrize("way", IN_TABLES, ids=lambda way: way.key)
def test_a_workbook_of_all_that_programs_stumble_on_is_answered(desk: Cast, way: WayIn) -> None:
    """Excel is read by a process of its own, so all words come in one file: each row begins as a right one and has a word in one cell."""
    header, *rows = csv.reader(io.StringIO(way.file(desk).decode("utf-8-sig")), delimiter=";")
    right = rows[0]
    spoilt = [
        [word if place == number % len(right) else cell for place, cell in enumerate(right)]
        for number, word in enumerate(WORDS)
        if len(word) <= 5_000
    ]
    name = way.name.replace(".csv", ".xlsx")
    excel = WayIn(way.key, way.door, way.file, name, way.field, way.args, way.unit, way.who)
    assert answered(excel.send(desk, workbook(header, *rows, *spoilt)))


@pytest.fixture
def kolada_files() -> dict[str, Any]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(KOLADA.iterdir())}


def leaves(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value in a JSON text."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    yield way
    for key, value in inner:
        yield from leaves(value, (*way, key))


JSON: st.SearchStrategy[Any] = (
    st.sampled_from(WORDS[:-1]) | st.none() | st.booleans() | st.integers() | st.floats() | st.just([]) | st.just({})
)


def test_anything_in_koladas_files_is_answered(desk: Cast, kolada_files: dict[str, Any]) -> None:
    ways = {name: [way for way in leaves(content) if way] for name, content in kolada_files.items()}

    @SPOILT
    @given(st.sampled_from(sorted(kolada_files)), PLACE, JSON)
    def with_values(name: str, place: int, value: Any) -> None:
        way = WayIn(
            "kolada", "goals:kolada_choose", lambda _cast: b"", f"{name}.json", field="documents", who="administrator"
        )
        content = json.loads(json.dumps(kolada_files[name]))
        *outer, last = ways[name][place % len(ways[name])]
        node = content
        for key in outer:
            node = node[key]
        node[last] = value
        assert answered(way.send(desk, json.dumps(content).encode()))

    with_values()
