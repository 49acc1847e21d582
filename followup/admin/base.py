"""To look at, never to change: what is written on pages of its own, behind the wall."""

from simple_history.admin import SimpleHistoryAdmin

from sala_styr.shell.read_only import ReadOnly


class ReadOnlyAdmin(ReadOnly, SimpleHistoryAdmin):
    """To look at, with its history."""
