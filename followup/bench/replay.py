"""The floor of a page that asks many small questions: the very same questions, put to the database one after the other with nothing around them."""

from collections.abc import Callable
from typing import Any

from django.db import connection

Question = tuple[str, Any]


def questions_of(page: Callable[[], object]) -> list[Question]:
    """What the page asks the database, with its values, in its order."""
    found: list[Question] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        page()
    return found


def bare(page: Callable[[], object]) -> Callable[[], None]:
    """An action that asks the page's questions and reads every row, and makes nothing of them. Only for a page that writes nothing."""
    asked = [(sql, params) for sql, params in questions_of(page) if sql.lstrip("( ").upper().startswith("SELECT")]

    def ask() -> None:
        with connection.cursor() as cursor:
            for sql, params in asked:
                cursor.execute(sql, params)
                cursor.fetchall()

    return ask
