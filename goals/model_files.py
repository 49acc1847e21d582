"""The steering models that come with the product, as data in ``steering_models/``: Sala's is the default."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "steering_models"


def names() -> list[str]:
    """Their short names, in alphabetical order."""
    return sorted(file.stem for file in FOLDER.glob("*.json"))


def read(path: Path) -> Any:
    """The data. Raises FileNotFoundError and json.JSONDecodeError."""
    return json.loads(path.read_text(encoding="utf-8"))


def read_ours(name: str) -> Any:
    """One of ours by its short name. Raises KeyError for any other, whatever it is made of."""
    if name not in names():
        raise KeyError(name)
    return read(FOLDER / f"{name}.json")
