"""What is asked of the database once while one page is made: see ``sala_styr.kept.remembered``, which this is the plan's way to."""

from sala_styr.kept.remembered import (
    begin,
    end,
    forget,
    one_reading,
    one_reading_only,
    read_before,
    read_kept,
    read_once,
    remember_read,
    remembered,
)

__all__ = [
    "begin",
    "end",
    "forget",
    "one_reading",
    "one_reading_only",
    "read_before",
    "read_kept",
    "read_once",
    "remember_read",
    "remembered",
]
