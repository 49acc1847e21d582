"""Figures on their way in: poured into a temporary table, added up there by the database, and from there put among the actuals by one INSERT … SELECT.

PostgreSQL takes them by COPY, SQLite by ``executemany``; the questions are the same. The tables are the connection's own: nobody else sees them, and they
go away with the connection, so a process that dies leaves nothing (quality §0.3, R5).

A row is a place in the file, a period, an amount and two small numbers: which account, and which coding. What an account and a coding are here is looked up
once for each that occurs, not for each row: that is ``Target``. A further code of the actuals is a further field of it, and nothing else in this module.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, transaction

from budget.imports.figures import Figure
from budget.models import Actual
from budget.tables_in import Coding

AT_A_TIME = 10_000
TABLE, ACCOUNTS, CODINGS = "import_staging", "import_staging_accounts", "import_staging_codings"

_PIECE = 10**9
"""Sums are taken of whole thousand millions and of the rest: neither can grow out of 64 bits, however large the amounts of a file are."""

_COLUMNS = (
    "row_number integer, period smallint, amount bigint NOT NULL, account integer NOT NULL, coding integer NOT NULL"
)
_INSERT = """
INSERT INTO {actuals} (batch_id, year, period, account_id, amount, {row}, {fields})
SELECT %s, %s, staged.period, account.target, staged.amount, staged.row_number, {targets}
FROM {table} staged
JOIN {accounts} account ON account.number = staged.account
JOIN {codings} coding ON coding.number = staged.coding
"""


class Target(NamedTuple):
    """Where the figures of a coding belong among the actuals. Each field is the column of that name in Actual."""

    unit_id: int
    activity_id: int | None = None
    project_id: int | None = None
    counterparty_id: int | None = None


class Part(NamedTuple):
    """What staged figures add up to: öre in report sign, how many they are, and the first row in the file (None when the file has no rows of its own)."""

    amount: int
    figures: int
    row: int | None
    size: int
    """Σ of the amounts without sign: what shows that a file is out of all reason."""


class Staged:
    """Figures that lie in the temporary table."""

    def __init__(self) -> None:
        self.accounts: dict[str, int] = {}
        self.codings: dict[Coding, int] = {}
        self.count = 0

    def pour(self, figures: Iterable[Figure], tell: Callable[[int], None]) -> None:
        """Put figures into the table, ``AT_A_TIME``; after each time ``tell`` hears how many there are."""
        lines = self._numbered(figures)
        while piece := list(islice(lines, AT_A_TIME)):
            _write(piece)
            self.count += len(piece)
            tell(self.count)

    def _numbered(self, figures: Iterable[Figure]) -> Iterator[tuple[int | None, int | None, int, int, int]]:
        accounts, codings = self.accounts, self.codings
        for account, period, amount, coding, row in figures:
            number, place = accounts.get(account), codings.get(coding)
            if number is None:
                number = accounts[account] = len(accounts)
            if place is None:
                place = codings[coding] = len(codings)
            yield row, period, amount, number, place

    def by_account(self) -> dict[str, Part]:
        """What lies there, by account number, in the order of the numbers. One question."""
        names = list(self.accounts)
        return dict(sorted((names[number], part) for number, part in _added_up("account")))

    def by_coding(self) -> dict[Coding, Part]:
        """What lies there, by coding, in the order of the file. One question."""
        names = list(self.codings)
        return {names[number]: part for number, part in sorted(_added_up("coding"))}

    def insert(self, batch_id: int, year: int, accounts: Mapping[str, int], targets: Mapping[Coding, Target]) -> None:
        """Put all of it among the actuals. ``accounts`` are ids by account number; each account and coding that occurs must be there (KeyError)."""
        names = {"actuals": Actual._meta.db_table, "row": connection.ops.quote_name("row")}
        fields = {
            "fields": ", ".join(Target._fields),
            "targets": ", ".join(f"coding.{name}" for name in Target._fields),
        }
        sql = _INSERT.format(table=TABLE, accounts=ACCOUNTS, codings=CODINGS, **names, **fields)
        with connection.cursor() as cursor:
            _look_up(cursor, ACCOUNTS, [(number, accounts[text]) for text, number in self.accounts.items()])
            _look_up(cursor, CODINGS, [(number, *targets[coding]) for coding, number in self.codings.items()])
            cursor.execute(sql, [batch_id, year])


def _added_up(column: str) -> list[tuple[int, Part]]:
    sql = (
        f"SELECT {column}, SUM(amount / {_PIECE}), SUM(amount % {_PIECE}), COUNT(*), MIN(row_number), "
        f"SUM(ABS(amount) / {_PIECE}), SUM(ABS(amount) % {_PIECE}) FROM {TABLE} GROUP BY {column}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, None)
        return [
            (number, Part(_whole(high, low), count, row, _whole(size_high, size_low)))
            for number, high, low, count, row, size_high, size_low in cursor.fetchall()
        ]


def _whole(high: Any, low: Any) -> int:
    return int(high) * _PIECE + int(low)


def _look_up(cursor: Any, table: str, rows: list[tuple[int | None, ...]]) -> None:
    cursor.execute(f"DELETE FROM {table}")
    if rows:
        cursor.executemany(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)


def _silence(count: int) -> None:
    """Nobody listens."""


_NULL = "\\N"
"""Nothing, as COPY writes it."""


@contextmanager
def staged(figures: Iterable[Figure], tell: Callable[[int], None] = _silence) -> Iterator[Staged]:
    """The figures in a temporary table of this connection, until the block ends; one at a time. Nothing of it is seen by others, and nothing is locked.

    Raises what going through the figures raises.
    """
    with _one_connection():
        found = Staged()
        _clear()  # what a fault may have left behind in a connection that is used again
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE {TABLE} ({_COLUMNS})")
            cursor.execute(f"CREATE TEMPORARY TABLE {ACCOUNTS} (number integer, target bigint)")
            targets = ", ".join(f"{name} bigint" for name in Target._fields)
            cursor.execute(f"CREATE TEMPORARY TABLE {CODINGS} (number integer, {targets})")
        try:
            found.pour(figures, tell)
            yield found
        except BaseException:
            _clear_after_fault()
            raise
        _clear()


@contextmanager
def _one_connection() -> Iterator[None]:
    """A temporary table is one connection's, and a PgBouncer that pools by transaction may give the next question another: there all is one transaction.

    Elsewhere it is none, so that what is locked in the end is locked as briefly as can be.
    """
    if connection.vendor == "postgresql" and connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:
        with transaction.atomic():
            yield
    else:
        yield


def _write(piece: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lines = "".join(
                f"{row or _NULL}\t{period or _NULL}\t{amount}\t{account}\t{coding}\n"
                for row, period, amount, account, coding in piece
            )
            with connection.wrap_database_errors, cursor.copy(f"COPY {TABLE} FROM STDIN") as copy:
                copy.write(lines)
        else:
            with _together(cursor):
                cursor.executemany(f"INSERT INTO {TABLE} VALUES (%s, %s, %s, %s, %s)", piece)


@contextmanager
def _together(cursor: Any) -> Iterator[None]:
    """SQLite, outside a transaction: one of the temporary table's own, so that not each row is one. The database itself is not locked by it."""
    alone = not connection.in_atomic_block
    if alone:
        cursor.execute("BEGIN DEFERRED")
    try:
        yield
    except BaseException:
        if alone and connection.connection.in_transaction:  # a full disk has already rolled it back
            cursor.execute("ROLLBACK")
        raise
    if alone:
        cursor.execute("COMMIT")


def _clear() -> None:
    schema = "pg_temp" if connection.vendor == "postgresql" else "temp"
    with connection.cursor() as cursor:
        for table in (TABLE, ACCOUNTS, CODINGS):
            cursor.execute(f"DROP TABLE IF EXISTS {schema}.{table}")


def _clear_after_fault() -> None:
    """A lost connection has taken the tables along; a transaction that is to be rolled back does so itself, and in one that has failed nothing can be asked."""
    if connection.connection is None or connection.needs_rollback or not connection.is_usable():
        return
    _clear()
