"""What the two databases gather under different names."""

from typing import Any

from django.db.models import Aggregate, Field, TextField


class Keys(Aggregate):
    """The integer keys of each group, as a list of ints in no order: thousands of rows that say the same are fetched as one.

    Without empty keys: leave those out in the query.
    """

    name = "Keys"
    output_field: Field[Any, Any] = TextField()  # as good as any: nothing is asked of the list but to be read

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, function="GROUP_CONCAT", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, function="ARRAY_AGG", **extra)

    @property
    def convert_value(self) -> Any:
        return _as_list


def _as_list(value: Any, _expression: Any, _connection: Any) -> list[int]:
    """SQLite says "1,2"; PostgreSQL's driver has made a list already."""
    return [int(key) for key in str(value).split(",")] if not isinstance(value, list) else value
