"""A report is waited for anyway: what makes it gives way to those who wait for a page."""

import os
from contextlib import suppress
from pathlib import Path

NICENESS = 15
AUTOGROUP = Path("/proc/self/autogroup")


def give_way() -> None:
    """Let others go first, for this process and what it starts, when it is the first of a session of its own; others are not ours to slow down.

    Under systemd the unit's CPUWeight says the same of the whole worker. Without it Linux shares its time among sessions (autogroup), and a process's
    niceness holds only within its session.
    """
    if os.getsid(0) != os.getpid():
        return
    os.nice(NICENESS)
    with suppress(OSError):  # there is none where the kernel does not group, or the process may not say
        AUTOGROUP.write_text(str(NICENESS))
