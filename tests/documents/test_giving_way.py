"""What makes a report lets those who wait for a page go first, and slows nobody else down."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sala_styr.documents import tasks
from sala_styr.documents.giving_way import NICENESS, let_others_first


def test_what_it_starts_gives_way_and_we_do_not() -> None:
    before = os.getpriority(os.PRIO_PROCESS, 0)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True) as child:
        let_others_first(child.pid)
        assert os.getpriority(os.PRIO_PROCESS, child.pid) == min(19, before + NICENESS)
        assert os.getpriority(os.PRIO_PROCESS, 0) == before
    let_others_first(child.pid)  # ended and gone: nothing to slow down, and nothing to say


def test_a_report_is_made_by_one_that_gives_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "niceness"
    script = f"import os, time; time.sleep(0.5); open({str(told)!r}, 'w').write(str(os.nice(0)))"
    monkeypatch.setattr(tasks, "child_command", lambda report_id: [sys.executable, "-c", script])
    monkeypatch.setattr(tasks, "_is_wanted", lambda report_id, attempt: True)
    assert tasks._watched(1, 1) == 0
    assert int(told.read_text()) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + NICENESS)
