"""The templates that the product comes with: each app that knows live blocks says its own; this app knows none of them."""

from collections.abc import Callable

from sala_styr.writing.actions.templates import TemplatePlan

_offered: list[Callable[[], list[TemplatePlan]]] = []


def offer_templates(build: Callable[[], list[TemplatePlan]]) -> None:
    """Say that the function gives delivered templates, those that others gather first. It is asked each time, so that the words follow the language."""
    _offered.append(build)


def standard_templates() -> list[TemplatePlan]:
    """Every delivered template, in the order they are to be made."""
    return [plan for build in _offered for plan in build()]
