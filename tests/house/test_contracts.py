"""The import contract holds, and would notice."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.source import APPS, ROOT

LINT_IMPORTS = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]


def test_the_contract_covers_every_app() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contract = tomllib.load(file)["tool"]["importlinter"]
    assert set(contract["root_packages"]) == set(APPS)
    assert contract["contracts"][0]["layers"] == ["public", "followup", "budget", "goals", "sala_styr"]


def test_no_app_knows_one_above_it() -> None:
    done = subprocess.run(LINT_IMPORTS, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_an_import_upwards_would_be_found(tmp_path: Path) -> None:
    for app in APPS:
        (tmp_path / app).mkdir()
        (tmp_path / app / "__init__.py").write_text("import budget\n" if app == "goals" else "")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    done = subprocess.run(LINT_IMPORTS, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "goals -> budget" in done.stdout
