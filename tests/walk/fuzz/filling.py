"""How a form is filled in: everything at once, and each field alone with the others as they were. Every way is rolled back."""

import random
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.test import Client

from tests.walk.fuzz.forms import Form
from tests.walk.fuzz.words import WORDS

KEPT = {"csrfmiddlewaretoken"}
OF_A_FIELD = 1
MOST_FIELDS = 8
FILES = (
    b"",
    b"\x00\xff\xfe",
    b"PK\x03\x04" + b"\x00" * 40,
    b'#FLAGGA 0\n#VER "A" {',
    b'a;b\n1;2;3\n"',
    b"%PDF-1.7",
    b"\x89PNG\r\n\x1a\n",
)


def fillings(form: Form, chance: random.Random) -> Iterator[dict[str, Any]]:
    """What to send, some of it different each time; the same for the same seed."""
    names = [name for name in form.fields if name not in KEPT]
    yield {}
    yield {**form.fields, **_files(form, chance)}
    for _ in range(2):
        yield {**{name: chance.choice(WORDS) for name in names}, **_files(form, chance)}
    for name in chance.sample(names, min(len(names), MOST_FIELDS)):
        for word in chance.sample(WORDS, OF_A_FIELD):
            yield {**form.fields, **_files(form, chance), name: word}


def _files(form: Form, chance: random.Random) -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    names = ("x.se", "x.csv", "x.xlsx", "x.png", "x" * 200 + ".csv", "..\\..\\x.se", "å\u202egnp.csv", "")
    return {name: SimpleUploadedFile(chance.choice(names) or "x", chance.choice(FILES)) for name in form.files}


def fill_in(client: Client, forms: Iterable[Form], chance: random.Random) -> tuple[int, list[str]]:
    """Every form filled in in all our ways; how many were sent, and those that were answered by an error of ours. ``client`` raises no exceptions."""
    sent, faults = 0, []
    for form in forms:
        for values in fillings(form, chance):
            sent += 1
            if (status := send(client, form, values)) >= 500:
                shown = [(name, value[:60] if isinstance(value, str) else value) for name, value in values.items()]
                faults.append(f"{status} {form.action} {shown}")
    return sent, faults


def send(client: Client, form: Form, values: dict[str, Any]) -> int:
    """The status of the answer. Nothing stays."""
    kept = client.cookies.copy()
    with transaction.atomic():
        response = client.post(form.action, values)
        if getattr(response, "streaming", False):
            b"".join(response.streaming_content)  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    client.cookies = kept
    return int(response.status_code)
