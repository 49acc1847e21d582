"""The files that set the service up on one machine: systemd's units, nginx's configuration and pages, and the environment (``manage.py units``).

They are templates with ``$names`` beside this file; what differs between two machines is in ``Machine``.
"""

import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from django.template import loader
from django.utils import translation

FILES = Path(__file__).with_name("files")
PAGES = ("503", "429")
"""Pages that nginx shows when the application itself cannot."""


@dataclass(frozen=True)
class Machine:
    """One machine. ``code``: where the program lies; ``data``: where its files do; ``processes``: of the web."""

    domain: str
    code: str
    data: str
    backups: str
    user: str = "styr"
    processes: int = 4
    threads: int = 4
    workers: int = 2
    memory: str = "2G"
    certificate: str = ""
    key: str = ""

    def names(self) -> dict[str, str]:
        """What the templates ask for. The certificates lie where certbot puts them when nothing else is said."""
        live = f"/etc/letsencrypt/live/{self.domain}"
        told = {name: str(value) for name, value in asdict(self).items()}
        told["certificate"] = self.certificate or f"{live}/fullchain.pem"
        told["key"] = self.key or f"{live}/privkey.pem"
        # A systemd unit reads % as a sign of its own (systemd.unit(5), SPECIFIERS), and $ in a command as a variable.
        unit_safe = {"code", "data", "backups", "user", "domain"}
        for name in unit_safe:
            if any(sign in told[name] for sign in " %$'\"\\;{}\n"):
                raise ValueError(f"{name}: {told[name]!r}")
        return told | {"service": "sala_styr"}


def files(machine: Machine) -> dict[str, str]:
    """Every file: its name, and what it says. Raises ValueError for a name that a unit or nginx would misread."""
    names = machine.names()
    made = {
        str(path.relative_to(FILES)): Template(path.read_text(encoding="utf-8")).substitute(names)
        for path in sorted(FILES.rglob("*"))
        if path.is_file()
    }
    made["env"] = environment(machine)
    return made | {f"nginx/pages/{name}.html": page(name) for name in PAGES}


def environment(machine: Machine) -> str:
    """The environment file, with a secret key of its own. What has to be filled in stands there as it is to look."""
    return Template((FILES.parent / "env.txt").read_text(encoding="utf-8")).substitute(
        machine.names(), secret=secrets.token_urlsafe(50), metrics=secrets.token_urlsafe(24)
    )


def page(name: str) -> str:
    """A page for nginx: the application's own, in Swedish, with nothing in it that differs from time to time."""
    with translation.override("sv"):
        return str(loader.render_to_string(f"{name}.html", {"language": "sv"}))
