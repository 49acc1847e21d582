"""The files for a machine: systemd and nginx themselves say that they are right, and they hold what they promise."""

import io
import shutil
import stat
import subprocess
from pathlib import Path

import environ
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from sala_styr.operation.databases import databases
from sala_styr.operation.units import Machine, files

MISSING = "Testerna behöver nginx: apt-get update && apt-get install -y --no-install-recommends nginx-light"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The files, for a certificate that exists; the code is this very code."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=styr.example"),
            *("-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")),
        ],
        check=True,
        capture_output=True,
    )
    out = tmp_path / "drift"
    certificate = {"certificate": str(tmp_path / "cert.pem"), "key": str(tmp_path / "key.pem")}
    call_command("units", out=out, domain="styr.example", stdout=io.StringIO(), **certificate)
    return out


def test_systemd_finds_nothing_to_remark(made: Path) -> None:
    # A unit that is started by a number is checked by one.
    shutil.move(made / "systemd/sala-styr-worker@.service", made / "systemd/sala-styr-worker@1.service")
    units = sorted(str(path) for path in (made / "systemd").iterdir())
    assert len(units) == 6
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "sala-styr" in line]
    assert done.returncode == 0, done.stderr
    assert not ours


def test_systemd_finds_the_services_shut_in(made: Path) -> None:
    """Its own score goes from 0, shut in, to 10, open; below 2 is what it calls OK and better."""
    for name in ("sala-styr-web.service", "sala-styr-due.service", "sala-styr-backup.service"):
        done = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(made / "systemd" / name)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-1500:]


def test_nginx_accepts_its_part(made: Path, tmp_path: Path) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert nginx, MISSING
    here = made / "nginx/sala-styr.conf"
    text = here.read_text().replace(f"{settings.BASE_DIR}/drift/nginx", str(made / "nginx"))
    here.write_text(text.replace("/var/log/nginx/sala-styr.error.log", str(tmp_path / "error.log")))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid; error_log stderr; events {{}}\nhttp {{ include {here}; }}\n")
    done = subprocess.run(
        [nginx, "-t", "-p", str(tmp_path), "-c", str(whole)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "test is successful" in done.stderr
    assert "[warn]" not in done.stderr


def test_the_environment_file_is_secret_read_by_the_settings_and_never_written_over(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made / "env"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_text()
    call_command("units", out=made, domain="annan.example", stdout=io.StringIO())
    assert file.read_text() == before
    lines = dict(line.split("=", 1) for line in before.splitlines() if line and not line.startswith("#"))
    assert len(lines["SALA_SECRET_KEY"]) > 60
    monkeypatch.setenv("DATABASE_URL", lines["DATABASE_URL"])
    database = databases(environ.Env(), made)["default"]
    assert (database["HOST"], database["NAME"], database["USER"]) == ("/var/run/postgresql", "sala_styr", "styr")


def test_two_machines_never_share_a_key() -> None:
    machine = Machine("styr.example", "/srv/sala-styr", "/var/lib/sala-styr", "/var/backups/sala-styr")
    assert files(machine)["env"] != files(machine)["env"]


def test_the_pages_of_nginx_stand_alone(made: Path) -> None:
    for name in ("503", "429"):
        page = (made / f"nginx/pages/{name}.html").read_text()
        assert 'lang="sv"' in page
        assert 'href="/static/css/base.css"' in page
        assert "{" not in page.split("<body>")[1]


@pytest.mark.parametrize("domain", ["styr.example; root /", "styr$host", "%i.example", "två ord"])
def test_a_name_that_would_be_misread_is_refused(tmp_path: Path, domain: str) -> None:
    with pytest.raises(CommandError):
        call_command("units", out=tmp_path, domain=domain, stdout=io.StringIO())
