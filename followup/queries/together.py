"""Many small questions asked as one: which of them have any answer at all."""

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, QuerySet, Value


def with_answers(questions: "Mapping[str, QuerySet[Any]]") -> frozenset[str]:
    """The names of the questions that have any answer. One query for all; none where none of them can have."""
    named = [
        found.order_by().values_list(Value(name, output_field=CharField()))
        for name, found in questions.items()
        if not found.query.is_empty()
    ]
    if not named:
        return frozenset()
    return frozenset(name for (name,) in named[0].union(*named[1:]))
