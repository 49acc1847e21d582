"""``python -m tests.rehearsal load|knee|faults|late|processes``, or ``drill``, which has a command line of its own."""

import argparse
import signal
import sys
from pathlib import Path

from tests.rehearsal import drill, faults, knee, late, load, processes

WHAT = {"load": load.run, "knee": knee.run, "faults": faults.run, "late": late.run, "processes": processes.run}


def main() -> int:
    """Read the command line, rehearse, and say by the exit status whether everything holds."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    if sys.argv[1:2] == ["drill"]:
        return 0 if drill.run(sys.argv[2:]) else 1
    parser = argparse.ArgumentParser(prog="python -m tests.rehearsal", description=__doc__)
    parser.add_argument("what", choices=sorted(WHAT))
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--processes", type=int, default=3, help="webbprocesser")
    parser.add_argument("--threads", type=int, default=4, help="trådar i varje")
    parser.add_argument("--reports", type=int, default=3, help="rapporter som görs under tiden")
    parser.add_argument(
        "--think",
        type=float,
        nargs=2,
        default=(5.0, 15.0),
        metavar=("KORTAST", "LÄNGST"),
        help="sekunder mellan två saker",
    )
    parser.add_argument("--replica", action="store_true", help="läs från en kopia av databasen")
    parser.add_argument("--bouncer", action="store_true", help="med PgBouncer framför databasen")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dump", type=Path, help="fil som exempelkommunen hämtas ur, och läggs i första gången")
    parser.add_argument("--fsync", action="store_true", help="databasen väntar på disken vid varje sparning")
    wanted = parser.parse_args()
    size = load.Size(
        people=wanted.people,
        minutes=wanted.minutes,
        processes=wanted.processes,
        threads=wanted.threads,
        replica=wanted.replica,
        bouncer=wanted.bouncer,
        reports=wanted.reports,
        think=tuple(wanted.think),
        seed=wanted.seed,
        dump=wanted.dump,
        fsync=wanted.fsync,
    )
    return 0 if WHAT[wanted.what](size) else 1


if __name__ == "__main__":
    sys.exit(main())
