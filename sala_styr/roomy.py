"""Room for all of a page's calls at once.

CPython (3.11 and later) takes a thread's frames out of pieces of 16 kB. Templates in templates call deep, and each time a call crosses the end of
such a piece one is asked of the system, and given back when the call returns: some two hundred times a page, each with its own pages of memory to
fill with zeros. Within one call whose frame asks for much, and uses nothing of it, all others find room in the same piece.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
WORDS = 66_000
"""Somewhat more than half a megabyte: the piece is made a whole one, and the rest is what the calls use.

What is not used is never touched, and takes no memory of the machine's, also where an error that is kept holds on to the frame.
"""


def with_room(work: Callable[P, T]) -> Callable[P, T]:
    """The same work, all calls of which find room in one piece."""

    def roomy(*args: P.args, **kwargs: P.kwargs) -> T:
        return work(*args, **kwargs)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=WORDS)
    return wraps(work)(roomy)
