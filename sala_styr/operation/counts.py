"""What processes that are gone have counted, kept in one file for all of them, in prometheus-client's own form (its multi-process mode keeps a file
for each process for ever: with processes that are exchanged every few thousand requests that is a slow leak)."""

from pathlib import Path

from prometheus_client.mmap_dict import MmapedDict

_ADDED_UP = ("counter", "histogram")


def keep_counts_of(process: int, folder: Path) -> None:
    """Add the counts of a process that has ended to those of all that have, and take its files away. Only the manager of the processes calls it."""
    for path in folder.glob(f"*_{process}.db"):
        kind = path.name.split("_", 1)[0]
        if kind in _ADDED_UP:
            gone = MmapedDict(str(folder / f"{kind}_gone.db"))
            for key, value, _time, _place in MmapedDict.read_all_values_from_file(str(path)):
                before, _ = gone.read_value(key)
                gone.write_value(key, before + value, 0.0)
            gone.close()
        path.unlink()
