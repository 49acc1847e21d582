"""A report is waited for anyway: what makes it gives way to those who wait for a page."""

import os
from contextlib import suppress
from pathlib import Path

NICENESS = 15


def let_others_first(process: int) -> None:
    """Let others go before this process, the first of a session of its own that we have just started, and before what it starts.

    From its very beginning: to load the program takes seconds too. Under systemd the unit's CPUWeight says the same of the whole worker. Without it
    Linux shares its time among sessions (autogroup), and a process's niceness holds only within its session.
    """
    with suppress(OSError):  # it may have ended already, or we may not say
        os.setpriority(os.PRIO_PROCESS, process, min(19, os.getpriority(os.PRIO_PROCESS, process) + NICENESS))
    with suppress(OSError):  # there is none where the kernel does not group, or we may not say
        Path(f"/proc/{process}/autogroup").write_text(str(NICENESS))
