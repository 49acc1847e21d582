"""What the pages fetch: listed, installed by version, and nothing else of the packages."""

import json
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template.loader import get_template, render_to_string
from pytest_django import Settings

from sala_styr.shell.finders import FILES, InstalledPackagesFinder, packages_root

CSS = Path(settings.BASE_DIR) / "static" / "styr" / "css"


def test_every_listed_file_is_installed() -> None:
    assert InstalledPackagesFinder().check() == []
    for name in FILES:
        assert Path(str(finders.find(name))).is_file()


def test_only_the_listed_files_are_served() -> None:
    finder = InstalledPackagesFinder()
    assert finder.find("@digdir/designsystemet-css/package.json") == []
    assert finder.find("../package.json") == []
    assert {name for name, _storage in finder.list([])} == set(FILES)


def test_the_storage_reads_a_file_by_its_logical_name() -> None:
    for name, storage in InstalledPackagesFinder().list([]):
        assert storage.open(name).read(1)


def test_missing_packages_are_said_with_the_command_that_gets_them(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    (error,) = InstalledPackagesFinder().check()
    assert "npm ci --prefix static" in str(error.hint)


def test_every_address_in_our_stylesheets_leads_to_a_file() -> None:
    for sheet in CSS.glob("*.css"):
        for address in re.findall(r'url\("(?!data:)([^"]+)"\)', sheet.read_text()):
            name = str((Path("/css") / address).resolve().relative_to("/"))
            assert finders.find(name), f"{sheet.name}: {address}"


def test_every_stylesheet_of_ours_is_on_the_page_and_the_other_way_round() -> None:
    page = get_template("shell/styles.html").render()
    assert set(re.findall(r"css/(\w[\w-]*\.css)", page)) == {sheet.name for sheet in CSS.glob("*.css")}


def test_every_script_of_ours_is_on_a_page() -> None:
    pages = get_template("shell/scripts.html").render() + get_template("mfa/key.html").render()
    scripts = {script.name for script in (CSS.parent / "js").glob("*.js")}
    assert scripts <= set(re.findall(r"js/(\w[\w-]*\.js)", pages))


def test_our_stylesheets_shout_neither_ids_nor_important() -> None:
    for sheet in CSS.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        assert "!important" not in text, sheet.name
        assert not re.search(r"(^|[\s,>+~])#[a-zA-Z][\w-]*[^;{}]*\{", text), sheet.name


def test_versions_are_exact_and_the_lock_agrees() -> None:
    wanted = json.loads((Path(settings.BASE_DIR) / "static" / "package.json").read_text())["dependencies"]
    lock = json.loads((Path(settings.BASE_DIR) / "static" / "package-lock.json").read_text())["packages"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    assert {name: lock[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in package for path, package in lock.items() if path)


def test_packages_come_from_where_npm_puts_them() -> None:
    assert packages_root().name == "node_modules"


def test_collected_files_have_hashes_and_all_references_hold(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": manifest}}
    call_command("collectstatic", "--no-input", verbosity=0)
    assert list(tmp_path.glob("css/base.*.css"))
    assert ".woff2" in next(tmp_path.glob("css/fonts.*.css")).read_text()


def test_the_page_for_our_own_faults_needs_no_list_of_files() -> None:
    """A file that the list of static files does not know must not make the page that says so fail too."""
    page = render_to_string("500.html")
    names = re.findall(r'href="/static/([^"]+\.css)"', page)
    assert len(names) == 6
    assert all(finders.find(name) for name in names)
