"""The commands say the same as the pages, and their exit codes can be trusted."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from budget.models import Actual, ActualBatch
from sala_styr.decisions.actions import set_year_state
from tests.budget.builders import YEAR, Money
from tests.budget.sie.samples import OWN, WEB_PAGES
from tests.cast import Cast


@pytest.fixture(autouse=True)
def the_samples_year_is_open(cast: Cast) -> None:
    """The small samples are of 2025, which the cast's controller has closed."""
    set_year_state(cast.actor("controller"), 2025, "open")


def run(*arguments: str) -> str:
    """What the command prints, with ordinary blanks."""
    output = StringIO()
    call_command(*arguments, stdout=output)
    return output.getvalue().replace("\u00a0", " ")


def test_import_sie_prints_the_control_totals_and_imports(cast: Cast) -> None:
    printed = run("import_sie", str(OWN / "typ4.se"), "--unit", "bolaget")
    for words in (
        "Övningsbolaget Ån AB",
        "Σ UB            299,50",
        "Σ RES           −299,50",
        "Verifikationer  2",
        "● ",
        "Inläst",
    ):
        assert words in printed
    assert Actual.objects.count() == 2
    assert ActualBatch.objects.get().imported_by is None


def test_the_same_file_twice_says_so_and_ends_well(cast: Cast) -> None:
    run("import_sie", str(OWN / "typ4.se"), "--unit", "bolaget")
    printed = run("import_sie", str(OWN / "typ4.se"), "--unit", "bolaget")
    assert "redan inläst" in printed
    assert "Inget har ändrats" in printed
    assert ActualBatch.objects.count() == 1


def test_a_preview_writes_nothing(cast: Cast) -> None:
    assert "Inget har skrivits" in run("import_sie", str(OWN / "typ4.se"), "--unit", "bolaget", "--preview")
    assert not ActualBatch.objects.exists()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (OWN / "obalanserad.se", "balanserar inte"),
        (WEB_PAGES[0], "webbsida"),
        (OWN / "finns_inte.se", "kan inte öppnas"),
    ],
)
def test_a_refused_file_ends_with_an_error_in_words(cast: Cast, path: Path, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run("import_sie", str(path), "--unit", "bolaget")
    assert not ActualBatch.objects.exists()


def test_an_unknown_unit_is_said(cast: Cast) -> None:
    with pytest.raises(CommandError, match="ingen enhet med koden ”nix”"):
        run("import_sie", str(OWN / "typ4.se"), "--unit", "nix")


def test_the_encoding_can_be_chosen(cast: Cast) -> None:
    run("import_sie", str(OWN / "latin1.se"), "--unit", "bolaget", "--encoding", "latin-1")
    assert ActualBatch.objects.get().company == "Övningsbolaget Ån AB"


def test_reconcile_prints_every_line_and_ends_well_when_all_tie(whole_year: Money) -> None:
    printed = run("reconcile", "--year", str(YEAR))
    assert "18 000,00 =            18 000,00                 0,00  Ramarna är lika med resultatbudgetens" in printed
    assert "rader går ihop." in printed
    columns = {line.index(" = ") for line in printed.splitlines() if line.startswith("●") and " = " in line}
    assert len(columns) == 1


def test_reconcile_ends_with_an_error_when_a_line_is_red(whole_year: Money) -> None:
    whole_year.frame("A", 1)
    with pytest.raises(CommandError, match="stämmer inte"):
        run("reconcile", "--year", str(YEAR))


def test_reconcile_takes_the_year_under_way_when_none_is_named(cast: Cast) -> None:
    assert "Inget att jämföra än. Varken ramar eller resultatbudget" in run("reconcile")


def test_reconcile_for_programs_has_every_part_in_ore(whole_year: Money) -> None:
    whole_year.frame("A", 1)
    output = StringIO()
    with pytest.raises(CommandError, match="stämmer inte"):
        call_command("reconcile", "--year", str(YEAR), "--json", stdout=output)
    data = json.loads(output.getvalue())
    first = data["checks"][0]
    assert (data["red"], first["number"], first["verdict"], first["difference"]) == (1, 1, "broken", 100)
    assert sum(part["left"] or 0 for part in first["parts"]) == first["left"] == 1_800_100
    assert sum(part["right"] or 0 for part in first["parts"]) == first["right"] == 1_800_000


def test_import_actuals_takes_a_table_and_says_what_is_wrong_in_it(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "utfall.csv"
    file.write_text(f"konto;period;belopp;ansvar\n5010;{YEAR}01;100,50;A1\n3010;{YEAR}02;-40;B1\n", "utf-8")
    asked = ("import_actuals", str(file), "--unit", "koncern", "--year", str(YEAR), "--sign", "ledger")
    assert "Inget har skrivits" in run(*asked, "--preview")
    assert not ActualBatch.objects.exists()
    printed = run(*asked)
    for words in ("Resultat        −60,50", "klass 3       40,00", "klass 5       −100,50", "Inläst: 2 rader"):
        assert words in printed
    assert "redan inläst" in run(*asked)
    file.write_text("konto;period;belopp\n5010;202613;1\n")
    with pytest.raises(CommandError, match="Rad 2: ”202613”"):
        run(*asked)
    with pytest.raises(CommandError, match="kan inte öppnas"):
        run("import_actuals", str(tmp_path / "borta.csv"), "--unit", "koncern", "--year", str(YEAR))
