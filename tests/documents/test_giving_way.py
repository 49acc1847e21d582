"""What makes a report lets those who wait for a page go first, and slows nobody else down."""

import subprocess
import sys

import pytest

ASK = "import os; from sala_styr.documents.giving_way import give_way; give_way(); print(os.nice(0))"


@pytest.mark.parametrize("own_session", [True, False])
def test_only_a_process_with_a_session_of_its_own_gives_way(own_session: bool) -> None:
    def niceness(code: str) -> int:
        told = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, start_new_session=own_session
        )
        return int(told.stdout)

    before = niceness("import os; print(os.nice(0))")
    assert niceness(ASK) == (min(19, before + 15) if own_session else before)
