"""The process that lays out chapters: ``python -m sala_styr.documents.chapter_child MEGABYTES PARENT``.

It gets jobs on its standard input and answers on its standard output. It knows no database and no settings, may not use more memory than it is
told, and dies with the process that started it.
"""

import ctypes
import os
import resource
import signal
import sys
import traceback

from sala_styr.documents.chapter_work import lay_out_chapter, receive, send
from sala_styr.documents.engine import PdfPartsMissing

NICENESS = 5
"""Those who are waiting for a page of the application come first."""
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def main(megabytes: int, parent: int) -> None:
    """Take jobs until there are no more."""
    _bound(megabytes, parent)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while (job := receive(sys.stdin.buffer)) is not None:
        try:
            send(answers, ("done", lay_out_chapter(job, lambda page: send(answers, ("page", page)))))
        except MemoryError:
            send(answers, ("memory", ""))
        except PdfPartsMissing as missing:
            send(answers, ("missing", str(missing)))
        except Exception:
            send(answers, ("failed", traceback.format_exc()))


def _bound(megabytes: int, parent: int) -> None:
    """Limit the memory, step back for others, and die with the parent, also when it has no time to say so."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024**2, megabytes * 1024**2))
    os.nice(NICENESS)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
