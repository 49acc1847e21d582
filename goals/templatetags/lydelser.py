"""Differences in templates: ``{% load lydelser %}{% woven difference.runs %}``, ``{% one_side difference.runs "before" %}``."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goals.worddiff import Kind, Run, word_runs

register = template.Library()

TAGS = {Kind.ADDED: "ins", Kind.REMOVED: "del"}
LEFT_OUT = {"before": Kind.ADDED, "after": Kind.REMOVED}


@register.simple_tag
def woven(runs: Iterable[Run]) -> SafeString:
    """Both texts in one: what is added is underlined, what is removed is struck out, and each is said in words to those who do not see it."""
    return format_html('<span class="diff">{}</span>', format_html_join("", "{}", ((_piece(run),) for run in runs)))


@register.simple_tag
def one_side(runs: Iterable[Run], side: str) -> SafeString:
    """One of the two texts (``side``: before or after) with what is only there marked."""
    return woven(run for run in runs if run.kind is not LEFT_OUT[side])


@register.simple_tag
def word_diff(before: str | None, after: str | None) -> SafeString:
    """Two texts woven together word by word."""
    return woven(word_runs(before or "", after or ""))


def _piece(run: Run) -> SafeString | str:
    if run.kind is Kind.SAME:
        return run.text
    word = _("tillagt:") if run.kind is Kind.ADDED else _("borttaget:")
    return format_html(
        '<{0}><span class="ds-sr-only">[{1} </span>{2}<span class="ds-sr-only">] </span></{0}>',
        TAGS[run.kind],
        word,
        run.text,
    )
