"""Differences in templates: ``{% load lydelser %}{% woven difference.runs %}``, ``{% one_side difference.runs "before" %}``."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sala_styr.shell.wording import missing
from sala_styr.worddiff import Kind, Run, word_runs

register = template.Library()

TAGS = {Kind.ADDED: "ins", Kind.REMOVED: "del"}
LEFT_OUT = {"before": Kind.ADDED, "after": Kind.REMOVED}


@register.simple_tag
def woven(runs: Iterable[Run]) -> SafeString:
    """Both texts in one: what is added is underlined, what is removed is struck out, and each is said in words to those who do not see it."""
    pieces = format_html_join("", "{}", ((_piece(run, after),) for run, after in _with_next(runs)))
    return format_html('<span class="diff">{}</span>', pieces)


@register.simple_tag
def one_side(runs: Iterable[Run], side: str) -> SafeString:
    """One of the two texts (``side``: before or after) with what is only there marked, and which of them it is in words; the dash where it says nothing."""
    word = _("Tidigare:") if side == "before" else _("Senare:")
    kept = [run for run in runs if run.kind is not LEFT_OUT[side]]
    text = woven(kept) if kept else missing()
    return format_html('<span class="ds-sr-only">{} </span>{}', word, text)


@register.simple_tag
def word_diff(before: str | None, after: str | None) -> SafeString:
    """Two texts woven together word by word."""
    return woven(word_runs(before or "", after or ""))


def _with_next(runs: Iterable[Run]) -> Iterator[tuple[Run, Run | None]]:
    listed = list(runs)
    yield from zip_longest(listed, listed[1:])


def _piece(run: Run, after: Run | None) -> SafeString | str:
    """The white space round what differs stands outside the mark, where it does not draw the eye; what is removed never runs into what is added."""
    if run.kind is Kind.SAME:
        return run.text
    if not run.text.strip():  # only white space: nothing to read, and not there twice
        return "" if run.kind is Kind.REMOVED and after is not None and after.kind is Kind.ADDED else run.text
    word = _("tillagt:") if run.kind is Kind.ADDED else _("borttaget:")
    text = run.text.strip()
    front, _text, end = run.text.partition(text)
    if run.kind is Kind.REMOVED and after is not None and after.kind is Kind.ADDED:
        end = end or ("" if after.text[:1].isspace() else " ")
    return format_html(
        '{}<{}><span class="ds-sr-only">[{} </span>{}<span class="ds-sr-only">] </span></{}>{}',
        front,
        TAGS[run.kind],
        word,
        text,
        TAGS[run.kind],
        end,
    )
