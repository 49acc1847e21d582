"""What a process that serves pages does once, when all of the application is loaded."""

import gc

# Python's own are 700, 10, 10: meant for programs that make few objects at a time. A page of five thousand rows makes a hundred thousand, and
# looking through them for cycles again and again takes a tenth of the page's time (measured by manage.py bench).
THRESHOLDS = (100_000, 50, 1000)


def settle() -> None:
    """Keep what is loaded out of the garbage collector's rounds, and make the rounds fewer. What is frozen is shared by forked processes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
