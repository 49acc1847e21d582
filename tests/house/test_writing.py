"""Who may write what: views call actions, and only one module changes the shape of a tree."""

import ast
from pathlib import Path

import pytest

from tests.house.source import APPS, calls, python_files

WRITES = {
    *("save", "create", "update", "delete", "get_or_create", "update_or_create"),
    *("bulk_create", "bulk_update", "bulk_create_with_history", "bulk_update_with_history"),
}
# No models: dictionaries that a view fills before it renders, and what a page with many forms gathers them in, which
# calls the actions one by one (followup/views/entries.py, dialogue_desk.py; they are views too and looked at here).
NO_MODELS = {"context", "headers", "response.headers", "entry", "desk"}
TREE_WRITES = {
    *("move_to", "move_node", "insert_at", "insert_node", "rebuild", "partial_rebuild"),
    *("delay_mptt_updates", "disable_mptt_updates", "_mptt_updates_enabled"),
}


def is_view(path: str) -> bool:
    """views.py, views_something.py, or a module in a folder views/."""
    return Path(path).name.startswith("views") or "views" in Path(path).parts


def writes_in(tree: ast.Module) -> list[str]:
    """The calls in a view that write to the database, as ``line: receiver.method``."""
    return [
        f"{node.lineno}: {receiver}.{name}()"
        for node, receiver, name in calls(tree)
        if name in WRITES and receiver and receiver not in NO_MODELS
    ]


def test_views_never_write_models() -> None:
    broken = [f"{path}:{call}" for path, tree in python_files(*APPS) if is_view(path) for call in writes_in(tree)]
    assert not broken, "Views call an action instead (design §4):\n" + "\n".join(broken)


@pytest.mark.parametrize(
    "line", ["item.save()", "Item.objects.create(a=1)", "items.update(a=1)", "form.save()", "a().delete()"]
)
def test_a_write_in_a_view_would_be_found(line: str) -> None:
    assert writes_in(ast.parse(line))


def test_the_shape_of_a_tree_is_changed_only_in_the_trees_module() -> None:
    broken = [
        f"{path}:{node.lineno}: {name}"
        for path, tree in python_files(*APPS)
        if not path.startswith("sala_styr/trees/")
        for node, _receiver, name in calls(tree)
        if name in TREE_WRITES
    ]
    assert not broken, "Use sala_styr.trees, which holds the lock:\n" + "\n".join(broken)
