"""How long the machine runs: a few seconds each time, minutes when asked: ``SALA_PROPERTIES=long pytest tests/budget/properties``."""

import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings

LONG = os.environ.get("SALA_PROPERTIES") == "long"
COMMON: dict[str, Any] = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}

# The same sequences each time, so that a run can be trusted; new ones each time when there is time to look for them.
QUICK = settings(max_examples=12, stateful_step_count=25, derandomize=True, phases=[Phase.generate], **COMMON)
BRIEF = settings(QUICK, max_examples=2)
THOROUGH = settings(max_examples=int(os.environ.get("SALA_EXAMPLES", "400")), stateful_step_count=50, **COMMON)
USUAL = THOROUGH if LONG else QUICK

UNTIL_FOUND = settings(
    max_examples=60,
    stateful_step_count=30,
    derandomize=True,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    **COMMON,
)
"""For a rule that is broken on purpose: stop at the first sequence that shows it, and do not look for the shortest."""
