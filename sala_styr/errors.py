"""The two ways an action says no. Both carry a calm Swedish sentence for the person who tried.

They are not bugs: the shell turns them into a page or a message (``shell/refusals.py``), and a transaction around them is rolled back.
"""


class Refused(Exception):
    """The person's appointments do not allow this. Says who may instead."""


class RuleBroken(Exception):
    """Allowed in itself, but a rule of the field stands in the way. Says what, where and what to do."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class EditConflict(RuleBroken):
    """Somebody else changed the same thing meanwhile. Nothing was written."""
