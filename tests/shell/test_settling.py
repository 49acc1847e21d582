"""What a process loads before its first page."""

import subprocess
import sys

import pytest
from django.template import Context, Template
from django.template.loader import get_template
from pytest_django import Settings

from sala_styr.shell.settling import own_templates
from sala_styr.shell.templatetags import styr


@pytest.mark.parametrize("name", own_templates())
def test_every_template_of_ours_can_be_loaded(name: str) -> None:
    assert get_template(name).template.name == name


def test_all_of_them_are_ours() -> None:
    assert {"base.html", "503.html", "components/form/field.html"} < set(own_templates())


def test_a_serving_process_freezes_what_is_loaded_and_gives_it_room() -> None:
    asked = (
        "import gc, sala_styr.wsgi as w; print(gc.get_freeze_count() > 10_000, gc.get_threshold(), "
        "w.application.__wrapped__ is w.loaded)"
    )
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "True (100000, 50, 1000) True"


def test_the_links_to_styles_are_the_same_for_all_and_made_once(settings: Settings) -> None:
    first = styr.same_for_all("shell/styles.html")
    assert first is styr.same_for_all("shell/styles.html")
    assert Template('{% same_for_all "shell/styles.html" %}').render(Context()) == first
    assert 'rel="stylesheet"' in first
    settings.DEBUG = True
    assert styr.same_for_all("shell/styles.html") is not first
