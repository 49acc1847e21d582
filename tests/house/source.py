"""The project's own files and their syntax trees, for tests that hold the whole house to a rule."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("sala_styr", "goals", "budget", "followup", "public")
# What git ignores, and what git itself keeps.
NOT_OURS = {
    *(".git", ".venv", ".tools", "__pycache__", "node_modules", "staticfiles", "data", "media", "shots"),
    *(".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis"),
}


@cache
def all_files() -> tuple[Path, ...]:
    """Every file of the project, sorted, without what is made or installed."""

    def walk(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if path.name in NOT_OURS or path.is_symlink():
                continue
            if path.is_dir():
                yield from walk(path)
            elif path.suffix not in (".pyc", ".mo"):
                yield path

    return tuple(walk(ROOT))


def text_files(*suffixes: str) -> Iterator[tuple[str, str]]:
    """(Path from the root, text) of every file that is text, or only of those with one of the suffixes."""
    for path in all_files():
        if suffixes and path.suffix not in suffixes:
            continue
        try:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def python_files(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """(Path from the root, syntax tree) of the Python files under the folders, without migrations."""
    for path in all_files():
        inside = path.relative_to(ROOT)
        if path.suffix == ".py" and inside.parts[0] in folders and "migrations" not in inside.parts:
            yield str(inside), ast.parse(path.read_text(encoding="utf-8"), str(inside))


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str, str]]:
    """(Node, receiver as written, name) of every call: ``a.b.save(x)`` gives ("a.b", "save"), ``save(x)`` gives ("", "save")."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node, ast.unparse(node.func.value), node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node, "", node.func.id
