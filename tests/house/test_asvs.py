"""The table of OWASP ASVS requirements (docs/asvs.md) is whole and true: nothing left out, nothing that is not there, the counts right.

And what it says of dependencies and of forms that no other test holds.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs" / "asvs.md").read_text()
WANTED = dict(line.split() for line in (ROOT / "tests" / "house" / "asvs_ids.txt").read_text().splitlines())
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([123]) \| ([^|]+) \| ([^|]+) \| ([^|]*) \| ([^|]+) \|$", re.MULTILINE)
ROWS = ROW.findall(TABLE)
ANSWERS = {"met", "operator", "not applicable", "not met"}
# quality §4.4: the versions in which what was known from 2024 to 2026 is mended.
FLOORS = {"django": (5, 2, 17), "weasyprint": (70, 0), "pillow": (12, 3, 0), "lxml": (6, 1, 0)}


def paths(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_requirement_is_there_once_with_its_level() -> None:
    assert Counter(WANTED.values()) == {"1": 70, "2": 183, "3": 8}
    assert [(number, level) for number, level, *_ in ROWS] == list(WANTED.items())


def test_every_answer_is_one_of_four_and_says_where_or_why() -> None:
    for number, _level, about, answer, where, tested in ROWS:
        assert answer in ANSWERS, number
        assert len(about.split()) <= 10, number
        if answer == "met":
            assert paths(where), f"{number}: where?"
            assert paths(tested), f"{number}: tested where?"
            assert all(path.startswith("tests/") for path in paths(tested)), number
        else:
            assert len(tested) > 5, f"{number}: why?"


def test_every_file_that_is_named_exists() -> None:
    missing = {path for path in paths(TABLE) if "/" in path and " " not in path and not (ROOT / path).exists()}
    assert {path for path in missing if "*" not in path} == set()


def test_the_counts_in_the_head_are_true() -> None:
    counts = Counter(answer for _number, _level, _about, answer, *_ in ROWS)
    for answer in ANSWERS:
        assert re.search(rf"\b{counts[answer]} {answer}\b", TABLE.split("## ")[0]), (answer, counts[answer])
    assert f"Of {len(ROWS)}:" in TABLE


@pytest.mark.parametrize(("package", "floor"), FLOORS.items())
def test_no_dependency_is_below_the_version_that_is_mended(package: str, floor: tuple[int, ...]) -> None:
    locked = (ROOT / "requirements.lock").read_text()
    found = re.search(rf"^{package}==([\d.]+)", locked, re.MULTILINE)
    assert found, package
    assert tuple(int(part) for part in found[1].split(".")) >= floor


def test_no_form_or_view_takes_fields_it_does_not_name() -> None:
    """Mass assignment, and the lesson of CVE-2025-64459: what was sent is never spread out as arguments."""
    spread = re.compile(
        r"fields = \"__all__\"|\*\*request\.|request\.(?:POST|GET)\.dict\(\)|\*\*\w*\.cleaned_data\b.*filter\("
    )
    apps = ("sala_styr", "goals", "budget", "followup", "public")
    files = [path for app in apps for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    assert len(files) > 300
    assert [str(path) for path in files if spread.search(path.read_text())] == []
