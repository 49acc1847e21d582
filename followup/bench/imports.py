"""Bringing half a million rows in, beside COPY and ``bulk_create`` of the same (quality §1.4, B4)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from followup.bench import import_ways as ways
from followup.bench.import_files import write_csv, write_sie, write_xlsx
from followup.bench.table import Measured, Promise, table, times
from followup.bench.timing import Timing
from sala_styr.organisation.actor import system_actor

ROWS = 500_000
WORKBOOK_ROWS = 50_000
SMALL_PART = 5
"""A file of a fifth of the rows shows that memory does not grow with the file; ``bulk_create`` is measured on it, and multiplied."""
MOST_MEMORY = 500
GROWTH = 1.15
Rows = list[tuple[int | None, ...]]
"""Rows as they lie among the actuals (``import_ways.COLUMNS``)."""


@dataclass(frozen=True)
class Files:
    """The files that are brought in."""

    csv: Path
    small_csv: Path
    sie: Path
    xlsx: Path


def run_imports(runs: int, rows: int = ROWS, workbook_rows: int = WORKBOOK_ROWS) -> Iterator[str]:
    """The part of the report. ``runs`` with the clock for each; the files have ``rows``."""
    with TemporaryDirectory(prefix="sala-bench-") as name:
        folder = Path(name)
        files = Files(
            write_csv(folder / "utfall.csv", rows),
            write_csv(folder / "mindre.csv", rows // SMALL_PART, 2),
            write_sie(folder / "utfall.se", rows),
            write_xlsx(folder / "utfall.xlsx", workbook_rows),
        )
        for path in (files.small_csv, files.csv):  # warms up, and puts the accounts in the chart
            ways.whole_import(system_actor(), path)
        yield from table(f"B4 Inläsning av {rows} rader", measured(files, runs, rows))
        ways.empty()


def measured(files: Files, runs: int, rows: int) -> Iterator[Measured]:
    """Each way, with what is to be held."""
    bare = ways.clocked(lambda: ways.copied_bytes(files.csv), runs)
    copied, database, lying = _database(files.csv, runs)
    objects = ways.clocked(lambda: ways.by_bulk_create(files.small_csv), 1, SMALL_PART)
    yield Measured("COPY av filens byte till en tabell av text, utan nycklar", bare, ratio=_speed(rows, bare))
    yield Measured("(a) COPY av samma rader till utfallet, med nycklar och index", copied, ratio=_speed(rows, copied))
    yield Measured(
        "Databasens del: ställa upp, räkna ihop, INSERT … SELECT",
        database,
        ratio=f"{times(database.median / copied.median)} (a)",
        promises=(Promise("≥ 0,5 × COPY:s takt", database.median <= 2 * copied.median),),
    )
    yield Measured("(b) bulk_create, mätt på en femtedel", objects, ratio=_speed(rows, objects))
    yield from _whole(files, runs, rows, objects)
    yield _onto_as_many(files.csv, runs, lying)
    yield from _memory(files)


def _database(path: Path, runs: int) -> tuple[Timing, Timing, Rows]:
    """COPY of the rows as they are to lie, our own way to the same of figures that have been read already, and the rows."""
    figures = list(ways.reading_of(path).figures)
    rows = ways.actual_rows(figures)
    copied = ways.clocked(lambda: ways.copied_rows(rows), runs, before=lambda: ways.new_batch(ways.COPIED))
    return copied, ways.clocked(lambda: ways.database_part(figures), runs), rows


def _whole(files: Files, runs: int, rows: int, objects: Timing) -> Iterator[Measured]:
    actor = system_actor()
    csv = ways.clocked(lambda: ways.whole_import(actor, files.csv), runs)
    sie = ways.clocked(lambda: ways.whole_import(actor, files.sie), runs)
    xlsx = ways.clocked(lambda: ways.reading_to_the_end(files.xlsx), runs)
    for name, timing in (("CSV", csv), ("SIE typ 4", sie)):
        yield Measured(
            f"Hela inläsningen, {name}: {_speed(rows, timing)}",
            timing,
            ratio=f"{times(objects.median / timing.median)} snabbare än (b)",
            promises=(
                Promise("≥ 6 × snabbare än (b)", objects.median >= 6 * timing.median),
                Promise("inom en minut", timing.median < 60_000),
            ),
        )
    yield Measured("XLSX läst till slutet", xlsx, promises=(Promise("< 3 s", xlsx.median < 3_000),))


def _onto_as_many(path: Path, runs: int, lying: Rows) -> Measured:
    """The same file into an empty year, and into one that holds as many rows of an earlier file; by turns, so that both meet the same machine."""
    pairs = [(_bring_in(path), _bring_in(path, before=lambda: ways.lay_down(lying))) for _run in range(max(2, runs))]
    into_empty, onto_rows = (Timing(tuple(each), 0) for each in zip(*pairs, strict=True))
    return Measured(
        f"Samma fil till ett år som redan har {len(lying)} rader",
        onto_rows,
        ratio=f"{times(onto_rows.median / into_empty.median)} ett tomt år",
        promises=(Promise("växer inte med rader som finns", onto_rows.median <= GROWTH * into_empty.median),),
    )


def _bring_in(path: Path, before: Callable[[], object] = lambda: None) -> float:
    """Milliseconds of one whole import."""
    return ways.clocked(lambda: ways.whole_import(system_actor(), path), 1, before=before).runs[0]


def _memory(files: Files) -> Iterator[Measured]:
    small, csv, sie = (ways.peak_of_a_child(path) for path in (files.small_csv, files.csv, files.sie))
    for name, peak in (("CSV, en femtedel", small), ("CSV", csv), ("SIE typ 4", sie)):
        flat = (Promise("lika mycket för fem gånger filen", csv <= GROWTH * small),) if name == "CSV" else ()
        yield Measured(
            f"Mest minne i en egen process, {name}",
            None,
            ratio=f"{peak} MB",
            promises=(Promise(f"< {MOST_MEMORY} MB", peak < MOST_MEMORY), *flat),
        )


def _speed(rows: int, timing: Timing) -> str:
    return f"{rows / timing.median * 1000:,.0f} rader/s".replace(",", " ")
