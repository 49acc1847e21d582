"""The few symbols of the pages, drawn once: status and trend look the same on every machine, whatever fonts it has.

Each is drawn in the colour of the text beside it and hidden from screen readers: the word beside it is what they read.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_LINE = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'

_DRAWINGS = {
    "full": '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>',
    "half": f'<circle cx="8" cy="8" r="5.75" {_LINE}/><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>',
    "empty": f'<circle cx="8" cy="8" r="5.75" {_LINE}/>',
    "unknown": f'<path d="M5.25 5.6a2.75 2.75 0 1 1 4.1 2.4C8.4 8.55 8 9 8 10" {_LINE}/><circle cx="8" cy="13" r="1.15" fill="currentColor"/>',
    "none": f'<path d="M4 8h8" {_LINE}/>',
    "plus": f'<path d="M8 4v8M4 8h8" {_LINE}/>',
    "up": f'<path d="M4 12 12 4M6 4h6v6" {_LINE}/>',
    "flat": f'<path d="M2.5 8h11M9.5 4l4 4-4 4" {_LINE}/>',
    "down": f'<path d="M4 4l8 8M6 12h6V6" {_LINE}/>',
    "check": f'<path d="M3 8.5 6.5 12 13 4.5" {_LINE}/>',
    "attention": f'<path d="M8 2.5 14.5 13.5h-13z" {_LINE}/><path d="M8 6.5v3.25" {_LINE}/><circle cx="8" cy="11.6" r=".9" fill="currentColor"/>',
}

# The signs people use for the same things in text, so that a table of choices can hold the sign and both page and PDF understand it.
_SIGNS = {
    "●": "full",
    "◐": "half",
    "○": "empty",
    "？": "unknown",
    "?": "unknown",
    "–": "none",
    "": "none",
    "↗": "up",
    "→": "flat",
    "↘": "down",
}


def symbol(name: str) -> SafeString:
    """The drawing called ``name`` (``full``, ``half``, ``empty``, ``unknown``, ``none``, ``plus``, ``up``, ``flat``, ``down``, ``check``,
    ``attention``)
    or written with its sign (``●``). Raises KeyError for anything else."""
    drawing = _DRAWINGS[_SIGNS.get(name, name)]
    return format_html(
        '<svg class="symbol" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(drawing),
    )


def sprite() -> SafeString:
    """All drawings, unseen, for a page that then points at them: in a list of thousands the drawings themselves would be a third of the page."""
    parts = format_html_join(
        "",
        '<symbol id="symbol-{}" viewBox="0 0 16 16">{}</symbol>',
        ((name, mark_safe(drawing)) for name, drawing in _DRAWINGS.items()),
    )
    return format_html('<svg class="ds-sr-only" aria-hidden="true" focusable="false">{}</svg>', parts)


def pointer(name: str) -> SafeString:
    """The drawing, by pointing at the page's ``sprite``. Takes the same names as ``symbol``."""
    name = _SIGNS.get(name, name)
    if name not in _DRAWINGS:
        raise KeyError(name)
    return format_html('<svg class="symbol" aria-hidden="true"><use href="#symbol-{}"/></svg>', name)
