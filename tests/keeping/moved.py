"""``python -m tests.keeping.moved FIRST SECOND``: a new installation that is given an export, and asked for one of its own."""

import sys
from pathlib import Path

import django


def main(first: Path, second: Path) -> None:
    from sala_styr.keeping.archives import reading
    from sala_styr.keeping.exporting import KIND, export_all
    from sala_styr.keeping.importing import import_all
    from tests.keeping.lay_tables import lay_tables

    with reading(first, KIND) as package:
        lay_tables(package.manifest["migrations"])
    import_all(first)
    export_all(second, secrets=True)


if __name__ == "__main__":
    django.setup()
    main(Path(sys.argv[1]), Path(sys.argv[2]))
