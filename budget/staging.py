"""Figures on their way in: poured into a temporary table, added up there by the database, and from there put among the actuals by one INSERT … SELECT.

PostgreSQL takes them by COPY, SQLite by ``executemany``; the questions are the same. The table is the connection's own: nobody else sees it, and it goes
away with the connection, so a process that dies leaves nothing (quality §0.3, R5).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection

from budget.imports.figures import Figure
from budget.models import Actual

AT_A_TIME = 10_000
TABLE, CODES = "import_staging", "import_staging_codes"
ACCOUNT, CODE = 1, 2
"""Kinds of codes: account numbers, and units' codes (ansvar)."""

_COLUMNS = (
    "row_number integer, period smallint, amount bigint NOT NULL, account integer NOT NULL, code integer NOT NULL"
)
_INSERT = """
INSERT INTO {actuals} (batch_id, unit_id, year, period, account_id, amount, {row})
SELECT %s, codes.target, %s, staged.period, accounts.target, staged.amount, staged.row_number
FROM {table} staged
JOIN {codes} accounts ON accounts.kind = {account} AND accounts.number = staged.account
JOIN {codes} codes ON codes.kind = {code} AND codes.number = staged.code
"""


class Part(NamedTuple):
    """What the staged figures of one account and unit code add up to: öre in report sign, how many they are, and the first row in the file."""

    account: str
    code: str
    amount: int
    figures: int
    row: int | None


class Staged:
    """Figures that lie in the temporary table. Each account number and unit code is a number of its own there, so that rows are small."""

    def __init__(self) -> None:
        self.accounts: dict[str, int] = {}
        self.codes: dict[str, int] = {}
        self.count = 0

    def pour(self, figures: Iterable[Figure], tell: Callable[[int], None]) -> None:
        """Put figures into the table, ``AT_A_TIME``; after each time ``tell`` hears how many there are."""
        lines = self._numbered(figures)
        while piece := list(islice(lines, AT_A_TIME)):
            _write(piece)
            self.count += len(piece)
            tell(self.count)

    def _numbered(self, figures: Iterable[Figure]) -> Iterator[tuple[int | None, int | None, int, int, int]]:
        accounts, codes = self.accounts, self.codes
        for account, period, amount, code, row in figures:
            number, place = accounts.get(account), codes.get(code)
            if number is None:
                number = accounts[account] = len(accounts)
            if place is None:
                place = codes[code] = len(codes)
            yield row, period, amount, number, place

    def parts(self) -> list[Part]:
        """What lies there, by account and code. One question."""
        accounts, codes = list(self.accounts), list(self.codes)
        sql = f"SELECT account, code, SUM(amount), COUNT(*), MIN(row_number) FROM {TABLE} GROUP BY account, code"
        with connection.cursor() as cursor:
            cursor.execute(sql)
            found = [
                Part(accounts[account], codes[code], int(amount), count, row)
                for account, code, amount, count, row in cursor.fetchall()
            ]
        return sorted(found, key=lambda part: (part.account, part.code))

    def insert(self, batch_id: int, year: int, accounts: Mapping[str, int], units: Mapping[str, int]) -> None:
        """Put all of it among the actuals. ``accounts`` and ``units`` are ids by account number and by code; each that occurs must be there (KeyError)."""
        known = [(ACCOUNT, number, accounts[text]) for text, number in self.accounts.items()]
        known += [(CODE, number, units[text]) for text, number in self.codes.items()]
        names = {"actuals": Actual._meta.db_table, "row": connection.ops.quote_name("row")}
        sql = _INSERT.format(table=TABLE, codes=CODES, account=ACCOUNT, code=CODE, **names)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {CODES}")
            cursor.executemany(f"INSERT INTO {CODES} (kind, number, target) VALUES (%s, %s, %s)", known)
            cursor.execute(sql, [batch_id, year])


def _silence(count: int) -> None:
    """Nobody listens."""


_NULL = "\\N"
"""Nothing, as COPY writes it."""


@contextmanager
def staged(figures: Iterable[Figure], tell: Callable[[int], None] = _silence) -> Iterator[Staged]:
    """The figures in a temporary table of this connection, until the block ends. Nothing of it is seen by others, and nothing is locked for them.

    Raises what going through the figures raises.
    """
    found = Staged()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {TABLE} ({_COLUMNS})")
        cursor.execute(f"CREATE TEMPORARY TABLE {CODES} (kind smallint, number integer, target bigint)")
    try:
        found.pour(figures, tell)
        yield found
    except BaseException:
        _clear_after_fault()
        raise
    _clear()


def _write(piece: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lines = "".join(
                f"{row or _NULL}\t{period or _NULL}\t{amount}\t{account}\t{code}\n"
                for row, period, amount, account, code in piece
            )
            with cursor.copy(f"COPY {TABLE} FROM STDIN") as copy:
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
    with connection.cursor() as cursor:
        for table in (TABLE, CODES):
            cursor.execute(f"DROP TABLE {table}")


def _clear_after_fault() -> None:
    """A lost connection has taken the tables along; a transaction that is to be rolled back does so itself."""
    if connection.connection is None or connection.needs_rollback or not connection.is_usable():
        return
    _clear()
