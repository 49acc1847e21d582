"""A chapter that was laid out before is used again only for the very same; what is damaged or old goes."""

import os
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from pytest_django import Settings

from sala_styr.documents import chapter_cache, chapters
from sala_styr.documents.chapter_work import Job, LaidOut
from sala_styr.documents.engine import Printable
from sala_styr.documents.model import Document, Paragraph, Section
from sala_styr.documents.rich import Picture, PictureKind
from tests.documents.builders import document, png

PICTURE = Picture(png(), PictureKind.PNG, "En bild", sha256(png()).hexdigest(), "", "/bild/1/")
JOB = Job(Printable("<p>Ord</p>", {"figur-1.svg": "<svg/>"}, {"bild-1.png": PICTURE}), {"/a/": "En länk"}, "")
LAID_OUT = LaidOut(b"%PDF-1.7 innehall", 3, {"avsnitt-1": 0, "avsnitt-2": 2})


def kept() -> list[Path]:
    return list(chapter_cache._path("x").parent.glob("*"))


@pytest.mark.parametrize(
    "other",
    [
        replace(JOB, printable=replace(JOB.printable, html="<p>Ord.</p>")),
        replace(JOB, printable=replace(JOB.printable, figures={"figur-1.svg": "<svg></svg>"})),
        replace(JOB, printable=replace(JOB.printable, pictures={"bild-1.png": replace(PICTURE, content=png(25))})),
        replace(JOB, names={"/a/": "En annan länk"}),
    ],
)
def test_whatever_the_layout_depends_on_gives_another_key(other: Job) -> None:
    assert chapter_cache.key_of(other) != chapter_cache.key_of(JOB)
    assert chapter_cache.key_of(replace(JOB, prefix="x")) == chapter_cache.key_of(JOB)


def test_another_engine_or_stylesheet_gives_another_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = chapter_cache.key_of(JOB)
    for change in ("version", "style"):
        with monkeypatch.context() as patch:
            if change == "version":
                patch.setattr(chapter_cache, "version", lambda package: "70.1")
            else:
                for name in chapter_cache.fetcher.STYLESHEETS:
                    (tmp_path / name).write_text("p { margin: 0 }")
                patch.setattr(chapter_cache.fetcher, "PRINT_DIR", tmp_path)
            chapter_cache._ground.cache_clear()
            assert chapter_cache.key_of(JOB) != before
    chapter_cache._ground.cache_clear()
    assert chapter_cache.key_of(JOB) == before


def test_what_was_kept_comes_back_and_only_by_its_own_key() -> None:
    assert chapter_cache.fetch("a" * 64) is None
    chapter_cache.keep("a" * 64, LAID_OUT)
    assert chapter_cache.fetch("a" * 64) == LAID_OUT
    kept()[0].rename(kept()[0].with_name("b" * 64))
    assert chapter_cache.fetch("b" * 64) is None


def test_a_damaged_file_is_not_used_and_goes() -> None:
    chapter_cache.keep("a" * 64, LAID_OUT)
    kept()[0].write_bytes(kept()[0].read_bytes()[:-1] + b"?")
    assert chapter_cache.fetch("a" * 64) is None
    assert kept() == []


def test_what_has_not_been_used_for_long_or_has_no_room_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    for name, days in (("old", 31), ("older", 20), ("new", 1)):
        chapter_cache.keep(name, LAID_OUT)
        os.utime(chapter_cache._path(name), (now - days * 86_400,) * 2)
    chapter_cache.prune(now)
    assert {path.name for path in kept()} == {"older", "new"}
    monkeypatch.setattr(chapter_cache, "MOST_BYTES", chapter_cache._path("new").stat().st_size)
    chapter_cache.prune(now)
    assert {path.name for path in kept()} == {"new"}


def test_only_the_changed_chapter_is_laid_out_again(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    given: list[list[int]] = []
    monkeypatch.setattr(
        chapters,
        "lay_out_all",
        lambda jobs, limits, told: (
            given.append([number for number, _job in jobs]) or {number: LAID_OUT for number, _job in jobs}
        ),
    )
    first = document(*(Section(f"Kapitel {number}", (Paragraph(f"Ord {number}"),)) for number in range(3)))

    def laid_out(made: Document) -> list[int]:
        chapters._laid_out(made, lambda _share, _heading: None)
        return given[-1]

    assert sorted(laid_out(first)) == [0, 1, 2]
    assert laid_out(first) == []
    changed = Section("Kapitel 1", (Paragraph("Andra ord"),))
    assert laid_out(replace(first, sections=(first.sections[0], changed, first.sections[2]), data_id="")) == [1]
    grown = replace(first, sections=(Section("Nytt"), *first.sections), data_id="")
    assert laid_out(grown) == [0]
    later = replace(first, generated_at=first.generated_at.replace(hour=20))
    assert laid_out(later) == []
    decided = replace(first, draft=False, decision_line="KF 2026-04-27 § 45")
    assert sorted(laid_out(decided)) == [0, 1, 2]
