"""What a process loads before its first page."""

import pytest
from django.template.loader import get_template

from sala_styr.shell.settling import own_templates


@pytest.mark.parametrize("name", own_templates())
def test_every_template_of_ours_can_be_loaded(name: str) -> None:
    assert get_template(name).template.name == name


def test_all_of_them_are_ours() -> None:
    assert {"base.html", "503.html", "components/form/field.html"} < set(own_templates())
