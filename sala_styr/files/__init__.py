"""Where files lie: on a disk, or in an object storage that speaks S3. Whichever it is, a report is written once, whole or not at all.

``configuration`` reads ``SALA_FILES_URL``, ``disk`` and ``objects`` are the two stores, and both can what ``Store`` says besides Django's own.
Nobody outside is ever given an address of a file: the program hands each out itself, after it has asked who may have it.
"""

from typing import Protocol


class StoreAway(OSError):
    """The file store did not answer, or not as it should. It usually passes by itself."""


class Store(Protocol):
    """What both stores can besides what Django asks of a storage."""

    def write_once(self, name: str, content: bytes) -> None:
        """Store the file, whole or not at all. Raises FileExistsError when the name is taken: what lies there is left as it is."""
        ...
