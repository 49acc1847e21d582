"""A process of its own that makes one report and says what it took: ``python -m followup.bench.report_child WAY PAGES``."""

import json
import os
import re
import resource
import sys
import threading
import time
from pathlib import Path

import django


def main(way: str, pages: int) -> None:
    """Print pages, seconds by the clock and of processors, and the most memory, as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sala_styr.settings")
    django.setup()
    from followup.bench.report_document import Size, report_document
    from sala_styr.documents.chapters import render_by_chapters
    from sala_styr.documents.conformance import page_count
    from sala_styr.documents.engine import lay_out
    from sala_styr.documents.model import Document
    from sala_styr.documents.pdf import render_whole
    from sala_styr.documents.printing import attached_tables, attachments_of, whole

    def bare(document: Document) -> bytes:
        attached = attached_tables(document)
        return lay_out(whole(document, attached), None, attachments_of(document, attached))

    make = {"bare": bare, "whole": render_whole, "chapters": render_by_chapters, "changed": render_by_chapters}[way]
    document = report_document(Size(pages, "Ett ändrat ord." if way == "changed" else ""))
    watch = _Memory()
    began, before = time.perf_counter(), _processor()
    content = make(document)
    wall, processor = time.perf_counter() - began, _processor() - before
    found = {"pages": page_count(content), "wall": wall, "processor": processor, "memory": watch.most}
    sys.stdout.write(json.dumps(found) + "\n")


class _Memory:
    """Looks five times a second at what this process and its children have in memory together."""

    def __init__(self) -> None:
        self.most = 0
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while True:
            kept = sum(map(_resident, [os.getpid(), *_children()]))
            self.most = max(self.most, kept // 1024)
            time.sleep(0.2)


def _children() -> list[int]:
    found = []
    for path in Path("/proc/self/task").glob("*/children"):
        try:
            found += [int(each) for each in path.read_text().split()]
        except OSError:
            continue
    return found


def _resident(process: int) -> int:
    try:
        found = re.search(r"VmRSS:\s*([0-9]+) kB", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
