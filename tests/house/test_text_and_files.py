"""What no file may hold: half-done work, unescaped text, other people's addresses, this machine's paths."""

import ast
import json
import re

from django.contrib.staticfiles import finders

from tests.house.source import APPS, ROOT, all_files, calls, python_files, text_files

THIS_FILE = "tests/house/test_text_and_files.py"
CODE = (".py", ".html", ".css", ".js", ".toml", ".md", "")
LONGEST = 500
# A language's own lists, made by a tool.
NOT_WRITTEN_BY_HAND = ("matrix.txt", ".lock", ".po", ".json", ".svg", ".se", ".si", ".xml")

# Where text is put into a page unescaped, and why that is safe.
UNESCAPED = {
    "followup/section_cells.py": "the grid's thousands of cells: every text in them is escaped where it is made, once",
    "goals/thread_rows.py": "the red thread's thousands of rows: all that people wrote goes through escape, the rest is written there",
    "sala_styr/documents/chart_svg.py": "written by an XML writer from a tree with only listed elements",
    "sala_styr/documents/charts.py": "what chart_svg.py made",
    "sala_styr/documents/frozen.py": "what charts.py drew when the report was made, kept with a fingerprint that is checked first",
    "sala_styr/shell/richtext.py": "formatted text: the parser takes raw HTML for text, and nh3 lets only listed elements and addresses through",
    "sala_styr/shell/symbols.py": "our own drawings, constants in that file",
}
# Hosts that are names and not addresses to fetch from: XML namespaces, the law, a licence, this machine, examples.
HOSTS = re.compile(
    r"^(www\.w3\.org|www\.loc\.gov|DILCIS\.eu|earksip\.dilcis\.eu|ns\.adobe\.com|schemas\.openxmlformats\.org|schemas\.microsoft\.com|schemas\.xmlsoap\.org|www\.aiim\.org|purl\.org|json-schema\.org|creativecommons\.org|127\.0\.0\.1|localhost|testserver|\[::1\]"
    r"|([\w-]+\.)*example(\.\w+)?|([\w-]+\.)*invalid|([\w-]+\.)*(digg|riksdagen|sala|scb|skr|rkr|sie|kolada)\.se)$"
)


def lines_matching(pattern: str, *suffixes: str) -> list[str]:
    """Every line of ours (but for this file) that matches, as ``path:line: text``."""
    wanted = re.compile(pattern)
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path, text in text_files(*suffixes)
        if path != THIS_FILE
        for number, line in enumerate(text.splitlines(), 1)
        if wanted.search(line)
    ]


def test_nothing_is_left_to_do() -> None:
    broken = lines_matching(r"\b(TODO|FIXME|XXX|HACK)\b", *CODE)
    assert not broken, "Finish it, or do not begin it:\n" + "\n".join(broken)


def test_no_test_is_skipped() -> None:
    broken = lines_matching(
        r"(mark\.(skip|skipif|xfail)|pytest\.(skip|xfail|importorskip)|unittest\.skip|skipTest)\b", ".py"
    )
    assert not broken, "Every test runs everywhere:\n" + "\n".join(broken)


def test_every_file_can_be_read_in_one_sitting() -> None:
    lengths = {
        path: len(text.splitlines())
        for path, text in text_files()
        if not path.endswith(NOT_WRITTEN_BY_HAND) and "/migrations/" not in path
    }
    broken = {path: length for path, length in lengths.items() if length > LONGEST}
    assert not broken, f"Longer than {LONGEST} lines, so more than one thing: {broken}"


def test_text_is_put_into_pages_escaped() -> None:
    in_python = [
        f"{path}:{node.lineno}: {name}"
        for path, tree in python_files(*APPS)
        if path not in UNESCAPED
        for node, _receiver, name in calls(tree)
        if name in ("mark_safe", "SafeString", "SafeText")
    ]
    in_templates = lines_matching(r"\|\s*safe(seq)?\b|autoescape\s+off", ".html")
    assert not in_python + in_templates, "Use format_html, or let the template escape:\n" + "\n".join(
        in_python + in_templates
    )


def test_no_secret_lies_in_the_open() -> None:
    broken = lines_matching(r"(BEGIN [A-Z ]*PRIVATE KEY|SECRET_KEY\s*=\s*[\"'][^\"'{]{20,})", *CODE)
    assert not broken, broken


def test_no_page_has_anything_inline() -> None:
    broken = lines_matching(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=|javascript:", ".html")
    # Documents are also printed, where no CSP rules; a test of the documents looks at what their pages send.
    # A letter is read in a mail program, which knows no stylesheet of ours.
    elsewhere = ("templates/documents/", "templates/mail/base.html:")
    in_pages = [line for line in broken if not line.startswith(elsewhere)]
    assert not in_pages, "The pages' CSP allows nothing inline:\n" + "\n".join(in_pages)


def test_nothing_is_fetched_from_hosts_of_others() -> None:
    broken = []
    for path, text in text_files():
        if path == "static/package-lock.json":  # names its packages' sponsors; see the test of the lock files
            continue
        for match in re.finditer(r"\b(?:https?|ftp)://([^\s/\"'<>`:)}]+)", text):
            if not HOSTS.match(match.group(1)) and "{" not in match.group(1):
                broken.append(f"{path}: {match.group(0)}")
    assert not broken, "Packages come by name, from wherever the machine gets them:\n" + "\n".join(sorted(set(broken)))


def test_lock_files_name_versions_and_hashes_but_no_host() -> None:
    packages = json.loads((ROOT / "static" / "package-lock.json").read_text())["packages"]
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert "integrity" in package or name == "", name
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text()
        assert "://" not in text, lock.name
        pins = re.findall(r"^[\w.-]+(?:\[[\w,-]+\])?==\S+", text, flags=re.MULTILINE)
        assert pins, lock.name
        assert text.count("--hash=sha256:") >= len(pins), lock.name


def test_no_path_of_one_machine() -> None:
    broken = lines_matching(r"(?<![\w.])/(work|root|home|Users)/")
    assert not broken, "\n".join(broken)


def test_installed_packages_are_not_in_the_tree() -> None:
    assert not [path for path in all_files() if path.suffix in (".whl", ".jar", ".woff2", ".min.js")]


def test_every_module_parses_and_says_what_it_is_for() -> None:
    silent = [
        path
        for path, tree in python_files(*APPS)
        if tree.body
        and not ast.get_docstring(tree)
        and not path.endswith(("apps.py", "__init__.py", "urls.py", "admin.py"))
    ]
    assert not silent, f"No docstring: {silent}"


def test_every_static_file_that_a_template_names_exists() -> None:
    named = {
        (name, path)
        for path, text in text_files(".html")
        if path.startswith("templates/")
        for name in re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", text)
    }
    assert len(named) > 5
    assert not [f"{path}: {name}" for name, path in sorted(named) if finders.find(name) is None]
