"""A serving process leaves what is loaded alone."""

import subprocess
import sys


def test_a_serving_process_freezes_what_is_loaded() -> None:
    asked = "import gc, sala_styr.wsgi; print(gc.get_freeze_count() > 10_000, gc.get_threshold())"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "True (100000, 50, 1000)"
