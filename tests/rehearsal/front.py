"""What stands before the web processes: nginx with our own configuration, without TLS."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.rehearsal.service import ROOT, Kept, manage
from tests.support.postgres import free_port


@contextmanager
def nginx(env: dict[str, str], folder: Path, socket: Path, log: Path) -> Iterator[str]:
    """The address of an nginx that runs as ``manage.py units`` sets it up, but listens on this machine only and without TLS."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        raise SystemExit("nginx saknas: apt-get install -y --no-install-recommends nginx-light")
    port, made = free_port(), folder / "drift"
    manage(env, "units", "--out", str(made), "--domain", "127.0.0.1", "--code", str(ROOT), "--data", str(folder))
    ours = made / "nginx/sala-styr.conf"
    ours.write_text(_without_tls(ours.read_text(), port, socket, made, log))
    whole = folder / "nginx.conf"
    # The first process may be root, and its children must reach the socket in a folder of ours.
    whole.write_text(
        f"user root; daemon off; pid {folder}/nginx.pid; error_log {log}; worker_processes 2;\n"
        f"events {{ worker_connections 1024; }}\nhttp {{ include /etc/nginx/mime.types; include {ours}; }}\n"
    )
    front = Kept([program, "-p", str(folder), "-c", str(whole)], env, log)
    front.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        front.stop()


def _without_tls(text: str, port: int, socket: Path, made: Path, log: Path) -> str:
    """Only the server that takes people in, and at a port of its own."""
    text = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
    text = re.sub(r"\n\s+(listen \[::\]:443|ssl_)[^\n]*", "", text)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = text.replace("/run/sala-styr/web.sock", str(socket)).replace(f"{ROOT}/drift/nginx", str(made / "nginx"))
    return text.replace("/var/log/nginx/sala-styr.error.log", str(log))
