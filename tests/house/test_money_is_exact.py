"""Money is whole öre: nothing on its way may be a float."""

import ast

import pytest

from tests.house.source import python_files

MONEY_FILES = ("sala_styr/money.py",)
MONEY_APPS = ("budget", "goals", "followup", "public")
# Where a float comes in from outside and becomes exact at once.
AT_THE_DOOR = ("sala_styr/tables/xlsx_child.py",)
# Where figures are made up by chance, for the example and before they are money: they leave it as whole öre.
MADE_UP = ("followup/demo/", "budget/demo/", "goals/demo/")
# Where milliseconds are measured, which are no money.
MEASURED = ("followup/bench/",)
# Where places on a drawing are worked out, which are no money either.
DRAWN = ("followup/wheel_ring.py",)


def floats_in(tree: ast.Module) -> list[str]:
    """Where a module names float, writes a float literal or declares a FloatField, as ``line: what``."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "float":
            found.append(f"{node.lineno}: float")
        elif isinstance(node, ast.Constant) and isinstance(node.value, float):
            found.append(f"{node.lineno}: {node.value}")
        elif isinstance(node, ast.Attribute) and node.attr == "FloatField":
            found.append(f"{node.lineno}: FloatField")
    return found


def test_no_float_where_money_passes() -> None:
    broken = [
        f"{path}:{place}"
        for path, tree in python_files("sala_styr", *MONEY_APPS)
        if path in MONEY_FILES or path.split("/")[0] in MONEY_APPS
        if path not in AT_THE_DOOR and not path.startswith((*MADE_UP, *MEASURED, *DRAWN))
        for place in floats_in(tree)
    ]
    assert not broken, "Integer öre, or Decimal:\n" + "\n".join(broken)


@pytest.mark.parametrize("line", ["x = float(y)", "x = 0.5", "f = models.FloatField()", "def f(a: float): ..."])
def test_a_float_would_be_found(line: str) -> None:
    assert floats_in(ast.parse(line))
