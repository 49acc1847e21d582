"""A real PostgreSQL for the tests: started once, as an ordinary user, in a folder of its own, and always stopped again.

    python -m tests.support.postgres -- pytest tests

gives the command after ``--`` a ``DATABASE_URL`` and exits with its exit code. When the programs are missing it fails
and says what to install; it never lets tests be skipped. The data is thrown away, so durability is switched off.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SERVER_USER = "postgres"
MISSING = (
    "Testerna behöver PostgreSQL, men programmen initdb och pg_ctl finns inte. Installera dem med:\n"
    "    apt-get update && apt-get install -y --no-install-recommends postgresql"
)
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


def find_programs() -> Path:
    """The folder with initdb and pg_ctl: Debian's newest version, else where PATH finds them.

    Exits with the line to install them by when there is none.
    """
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise SystemExit(MISSING)


def as_server_user() -> list[str]:
    """What to put before a server program: PostgreSQL refuses to run as root, so root steps down to its own user."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        raise SystemExit(f"{MISSING}\n(Användaren {SERVER_USER} saknas.)") from None
    return ["setpriv", f"--reuid={SERVER_USER}", f"--regid={SERVER_USER}", "--init-groups"]


def free_port() -> int:
    """A port on 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run_program(program: Path, *arguments: str) -> None:
    """Run a server program as the server's user in a clean environment; its output is shown only when it fails."""
    done = subprocess.run(
        [*as_server_user(), str(program), *arguments],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{program.name} slutade med {done.returncode}:\n{done.stdout}")


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give its address as a DATABASE_URL; stop it afterwards, whatever happens.

    The user is a superuser without password, reached over loopback only.
    """
    programs = find_programs()
    # Directly under /tmp, whatever TMPDIR says: the server's user must get in, and a socket's path has 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="sala-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, SERVER_USER, SERVER_USER)
    data, log, port = folder / "data", folder / "log", free_port()
    try:
        run_program(
            programs / "initdb",
            *("-D", str(data), "-U", SERVER_USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        )
        options = OPTIONS | {"port": str(port), "unix_socket_directories": str(folder)}
        line = " ".join(f"-c {name}={value}" for name, value in options.items())
        # Output goes to a file: a pipe held open by the server would never end.
        run_program(programs / "pg_ctl", "-w", "-D", str(data), "-l", str(log), "-o", line, "start")
        try:
            yield f"postgres://{SERVER_USER}@127.0.0.1:{port}/sala"
        finally:
            run_program(programs / "pg_ctl", "-w", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def run_with_server(command: Sequence[str]) -> int:
    """Run the command beside a fresh server and return its exit code. A SIGTERM to this program stops both."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    with server() as url, subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url}) as child:
        try:
            return child.wait()
        finally:
            child.terminate()


def main(arguments: Sequence[str]) -> int:
    """``python -m tests.support.postgres -- command …``"""
    if len(arguments) < 2 or arguments[0] != "--":
        raise SystemExit("Så här: python -m tests.support.postgres -- kommando [argument …]")
    return run_with_server(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
