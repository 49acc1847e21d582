"""Static files that come from npm packages: an explicit list, nothing else of ``node_modules`` is ever served.

The packages are installed by version into ``static/node_modules`` (``npm ci --prefix static --ignore-scripts``); nothing of theirs is in the repository.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage

_INTER = "@fontsource/inter/files/"
_WEIGHTS = ("400", "500", "600")

# Logical name (what ``{% static %}`` is given) → file inside node_modules.
FILES = {
    "vendor/designsystemet/theme.css": "@digdir/designsystemet-css/dist/theme/designsystemet.css",
    "vendor/designsystemet/designsystemet.css": "@digdir/designsystemet-css/dist/src/index.css",
    **{
        f"vendor/inter/inter-{script}-{weight}.woff2": f"{_INTER}inter-{script}-{weight}-normal.woff2"
        for script in ("latin", "latin-ext")
        for weight in _WEIGHTS
    },
}


def packages_root() -> Path:
    """Where npm put the packages."""
    return Path(settings.BASE_DIR) / "static" / "node_modules"


class PackageStorage(FileSystemStorage):
    """Reads a package's file by its logical name, so that ``collectstatic`` can copy it under that name."""

    def __init__(self) -> None:
        super().__init__(location=packages_root())

    def path(self, name: str) -> str:
        """The file on disk behind a logical name."""
        return str(packages_root() / FILES[name])


class InstalledPackagesFinder(BaseFinder):
    """Finds exactly the files in ``FILES``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = PackageStorage()
        super().__init__()

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Say which files are missing, and how to get them."""
        missing = [target for target in FILES.values() if not (packages_root() / target).is_file()]
        if not missing:
            return []
        hint = "Run: npm ci --prefix static --ignore-scripts"
        return [
            Error(
                f"{len(missing)} static files from npm packages are missing, first {missing[0]}.",
                hint=hint,
                id="shell.E001",
            )
        ]

    def find(self, path: str, find_all: bool = False, **_older: Any) -> Any:
        """The absolute path of a logical name (a list of it with ``find_all``), or an empty list."""
        found = packages_root() / FILES[path] if path in FILES else None
        if found is None or not found.is_file():
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, PackageStorage]]:
        """Every file, for ``collectstatic``."""
        for name in FILES:
            yield name, self.storage
