"""Filters and components that every template has (settings: builtins). How to use them: each docstring; examples in ``templates/components``.

Amounts, days and statuses are always shown through these, so that they look and sound the same everywhere.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template.context import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from sala_styr.money import format_amount
from sala_styr.shell import page_tables, wording
from sala_styr.shell.contributions import Panel
from sala_styr.shell.once import ONCE_FIELD, new_token
from sala_styr.shell.paging import PAGE_FIELD, changed_query, page_address, page_links
from sala_styr.shell.past import DAY_FIELD, FIRST_DAY, Past
from sala_styr.shell.richtext import ORDINARY_HEADING, to_html
from sala_styr.shell.symbols import symbol as drawing
from sala_styr.tables.from_page import PLACE

register = template.Library()


# Values


@register.filter
def amount(ore: int | None, unit: str = "tkr") -> str:
    """``{{ ore|amount:"tkr" }}`` → ``1 250``. The unit stands in the table's head. None → "–"."""
    return wording.figure(ore, unit)


@register.filter
def whole(value: int | None) -> str:
    """``{{ batch.rows|whole }}`` → ``12 335``: a number of things, its thousands apart. None → "–". Never for years or codes."""
    return wording.whole_number(value)


@register.filter
def surplus(ore: int | None, unit: str = "tkr") -> SafeString:
    """A variance in report sign: ``+1 250`` or ``−1 250`` with its word for screen readers."""
    return wording.surplus_in_words(ore, unit)


@register.filter
def date_sv(value: date | datetime | None, style: str = "lång") -> str:
    """``24 november 2025``; styles lång, kort, dag, iso, tid. None → "–"."""
    return wording.day_in_words(value, style)


@register.filter
def age(value: date | datetime | None) -> str:
    """``för 4 månader sedan``."""
    return wording.age_in_words(value)


@register.filter
def or_missing(value: Any, word: str = "") -> Any:
    """The value, or the dash with ``word`` for screen readers when it is None or empty. 0 is a value."""
    return wording.missing(word) if value is None or value == "" else value


@register.filter
def richtext(text: str, level: int = ORDINARY_HEADING) -> SafeString:
    """``{{ item.description|richtext }}``: paragraphs, bold, italic, lists, links; headings as ``<h3>``, or as the level that is given."""
    return to_html(text or "", level)


@register.simple_tag
def symbol(name: str) -> SafeString:
    """A drawn symbol without words: only beside its word."""
    return drawing(name)


@register.simple_tag
def status(sign: str, word: str, tone: str = "neutral") -> SafeString:
    """Status = symbol + word + colour. ``sign``: ``●◐○？–`` or full/half/empty/unknown/none; ``tone``: success, warning, danger, info, neutral."""
    return format_html(
        '<span class="status" data-color="{}">{}<span>{}</span></span>', tone or "neutral", drawing(sign), word
    )


@register.simple_tag
def trend(sign: str, word: str) -> SafeString:
    """Trend = arrow + word. ``sign``: ``↗→↘`` or up/flat/down."""
    return format_html('<span class="trend">{}<span>{}</span></span>', drawing(sign), word)


# Table cells and lists


@register.simple_tag
def amount_cell(ore: int | None, unit: str = "tkr", kind: str = "", href: str = "", strong: bool = False) -> SafeString:
    """``<td class="amount">``. ``kind="surplus"`` shows a variance, ``kind="change"`` a sum with its sign that is neither good nor bad.

    ``href`` makes the figure a link (its birth certificate, its parts).
    """
    shapes = {"surplus": wording.surplus_in_words, "change": wording.change}
    figure = shapes.get(kind, wording.figure)(ore, unit)
    inner = format_html('<a href="{}">{}</a>', href, figure) if href else figure
    return format_html('<td class="amount">{}</td>', format_html("<strong>{}</strong>", inner) if strong else inner)


@register.simple_tag(takes_context=True)
def query_string(context: Context, **changes: Any) -> str:
    """The present address's query with ``changes``: ``<a href="{% query_string ar=2027 sida=None %}">``. None removes a field."""
    return changed_query(context["request"].GET, changes)


@register.simple_tag(takes_context=True)
def keep_query(context: Context, *but: str) -> SafeString:
    """Hidden fields that keep the address's other filters when a GET form is sent. Name the form's own fields in ``but``."""
    left_out = {*but, PAGE_FIELD}
    pairs = (
        (name, value) for name, values in context["request"].GET.lists() if name not in left_out for value in values
    )
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context: Context, field: str, label: str, amount: bool = False, default: str = "") -> dict[str, Any]:
    """A column head that sorts: ``?sort=field`` / ``?sort=-field``. ``default``: the order when the address names none."""
    now = context["request"].GET.get("sort", default)
    order = {field: "ascending", f"-{field}": "descending"}.get(now, "")
    query = changed_query(context["request"].GET, {"sort": f"-{field}" if now == field else field, PAGE_FIELD: None})
    return {"label": label, "order": order, "href": query, "amount": amount}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: Page, target: str = "") -> dict[str, Any]:
    """Count and pages of a list. ``target`` (``#lista``): htmx replaces only that part of the page, and the address follows."""
    query = context["request"].GET
    return {
        "page": page,
        "target": target,
        "links": page_links(page, query),
        "previous": page_address(query, page.number - 1) if page.has_previous() else "",
        "next": page_address(query, page.number + 1) if page.has_next() else "",
    }


@register.inclusion_tag("components/download_links.html", takes_context=True)
def download_links(context: Context, label: str = "", **query: Any) -> dict[str, Any]:
    """The list as CSV and XLSX, all pages of it, with the page's filters and year (the view answers by ``sala_styr.tables.as_file``).

    ``{% download_links ar=year %}``: ``query`` is added to the address, for what the page knows without its address saying so. ``label`` says
    what is taken where it is not the page's own list.
    """
    formats = {"csv": "CSV", "xlsx": "Excel (XLSX)"}
    changes = {PAGE_FIELD: None, **query}
    page_tables.has_its_own_list(context.get("request"))
    asked = context["request"].GET
    links = [(word, changed_query(asked, {**changes, "format": format_})) for format_, word in formats.items()]
    return {"label": label, "links": links}


@register.simple_block_tag(takes_context=True)
def table_box(context: Context, content: str, label: str, wide: bool = False) -> SafeString:
    """``{% table_box _("Ramar per nämnd") %}<table class="ds-table">…{% endtable_box %}``: the table scrolls by itself on a narrow screen.

    It is one of the page's tables that can be had as files (``page_table_links``); ``download_links`` after it says that it has a list of its own.
    A wide drawing may stand in such a box too.
    """
    number = page_tables.offer(context.get("request"), label) if "<table" in content else 0
    return format_html(
        '<div class="table-box{}"{} role="region" aria-label="{}" tabindex="0">{}</div>',
        " table-box-wide" if wide else "",
        format_html(' {}="{}"', PLACE, number) if number else "",
        label,
        content,
    )


@register.inclusion_tag("components/page_table_links.html", takes_context=True)
def page_table_links(context: Context) -> dict[str, Any]:
    """The page's tables as files, those that have no list of their own. It stands last on the page (``base.html``)."""
    offered = page_tables.offered(context.get("request"))
    return {"tables": offered, "all": page_tables.all_address(context["request"]) if len(offered) > 1 else ""}


# Pieces of a page


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*parts: Any) -> dict[str, Any]:
    """Where am I: ``{% breadcrumbs _("Ekonomi") url _("Ramar") %}`` (label, address, …, label) or one list of (label, address) pairs.

    The last is this page and is no link; "Start" is put first.
    """
    if len(parts) == 1 and not isinstance(parts[0], str) and isinstance(parts[0], Iterable):
        trail = [tuple(part) if isinstance(part, (list, tuple)) else (part, "") for part in parts[0]]
    else:
        trail = [(parts[i], parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]
    return {"trail": trail[:-1], "here": trail[-1][0] if trail else ""}


@register.inclusion_tag("components/button.html")
def button(
    label: str,
    url: str = "",
    variant: str = "primary",
    name: str = "",
    value: str = "",
    tone: str = "",
    small: bool = False,
) -> dict[str, Any]:
    """A submit button, or a link that looks like one when ``url`` is given. ``variant``: primary (one a page), secondary, tertiary; ``tone``: danger."""
    return {"label": label, "url": url, "variant": variant, "name": name, "value": value, "tone": tone, "small": small}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", url: str = "", label: str = "") -> dict[str, str]:
    """What will be here, who fills it and when (``text``), and the one action that begins it (``url``, ``label``)."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("components/frame_bar.html")
def frame_bar(
    frame: int | None, used: int, unit: str = "tkr", used_word: str = "", label: str = "", **ways: str
) -> dict[str, Any]:
    """``Ram 124 300 tkr · fördelat 121 850 · kvar 2 450``, or over the frame by how much. Positive öre in, None for a frame not yet decided.

    ``ways``: ``frame_way``, ``used_way`` and ``left_way`` make the figures links to where they come from.
    """
    left = None if frame is None else frame - used
    whole = max(frame or 0, used, 1)
    return {
        "frame": format_amount(frame, unit),
        "used": format_amount(used, unit),
        "left": format_amount(left, unit),
        "over": format_amount(-left, unit) if left is not None and left < 0 else "",
        "full": left == 0,
        "unit": unit,
        "used_word": used_word or _("fördelat"),
        "label": label or _("Ram"),
        "missing": frame is None,
        "used_share": round(1000 * min(used, frame or 0) / whole),
        "over_share": round(1000 * max(-(left or 0), 0) / whole),
        **ways,
    }


@register.simple_block_tag
def drawer(content: str, label: str, count: int | None = None, open: bool = False) -> SafeString:
    """A drawer that opens in place, for the history of an object and the like: ``{% drawer _("Historik") count=12 %}…{% enddrawer %}``."""
    number = "" if count is None else format_html(' <span class="count">{}</span>', count)
    head = format_html("<summary>{}{}</summary>", label, number)
    return format_html(
        '<details class="drawer"{}>{}<div class="drawer-body">{}</div></details>',
        " open" if open else "",
        head,
        content,
    )


@register.simple_block_tag
def alert(content: str, tone: str = "info", title: str = "") -> SafeString:
    """A calm message in the flow of the page. ``tone``: info, success, warning, danger."""
    head = format_html('<h2 class="ds-heading" data-size="2xs">{}</h2>', title) if title else ""
    return format_html('<div class="ds-alert" data-color="{}">{}{}</div>', tone, head, content)


@register.inclusion_tag("components/year_switch.html", takes_context=True)
def year_switch(context: Context, year: int, years: Iterable[int]) -> dict[str, Any]:
    """The year in use and the others: ``?ar=2027``, other filters kept. Where the page can be shown as it was, also the day."""
    query = context["request"].GET
    past: Past | None = getattr(context["request"], "past", None)
    return {
        "year": year,
        "choices": [(other, changed_query(query, {"ar": other, PAGE_FIELD: None}), other == year) for other in years],
        "past": past,
        "kept": [
            (name, value) for name, values in query.lists() if name not in (DAY_FIELD, PAGE_FIELD) for value in values
        ],
        "first_day": FIRST_DAY,
        "last_day": timezone.localdate() - timedelta(days=1),
        "today_href": changed_query(query, {DAY_FIELD: None, PAGE_FIELD: None}),
    }


@register.inclusion_tag("shell/past_band.html", takes_context=True)
def past_band(context: Context) -> dict[str, Any]:
    """The band of a page that shows the past (``shell/past.py``); nothing on any other."""
    request = context.get("request")
    past: Past | None = getattr(request, "past", None)
    if past is None or past.day is None:
        return {"day": None}
    query = request.GET  # type: ignore[union-attr]
    return {
        "day": past.day,
        "today_href": changed_query(query, {DAY_FIELD: None, PAGE_FIELD: None}),
        "moments": [(each, changed_query(query, {DAY_FIELD: each.day, PAGE_FIELD: None})) for each in past.moments()],
        "more_url": past.more_url,
        "changes_url": past.changes_url,
    }


@register.inclusion_tag("components/thread_toggle.html")
def thread_toggle(name: str, open: bool = False, load: str = "") -> dict[str, Any]:
    """Opens and closes what belongs to a row of the outline (``<ul class="thread">``). ``load``: fetch it into the row's empty ``<ul>`` when first opened."""
    return {"name": name, "open": open, "load": load}


@register.simple_tag(takes_context=True)
def render_panel(context: Context, panel: Panel, level: int = 2) -> SafeString:
    """Show what an app contributed (``contributions.Panel``): a section with its title and its template."""
    anchor = panel.anchor or slugify(panel.title)
    assert context.template is not None
    with context.push(**panel.context):
        inner = context.template.engine.get_template(panel.template).render(context)
    if not panel.title:
        return format_html(
            '<div class="panel"{}>{}</div>', format_html(' id="{}"', panel.anchor) if panel.anchor else "", inner
        )
    return format_html(
        '<section class="panel" id="{0}" aria-labelledby="{0}-rubrik"><h{1} class="ds-heading" data-size="xs" id="{0}-rubrik">{2}</h{1}>{3}</section>',
        anchor,
        level,
        panel.title,
        inner,
    )


# Forms


@register.inclusion_tag("components/form/field.html")
def field(bound: BoundField, hide_label: bool = False, label: str = "") -> dict[str, Any]:
    """One field with label, hint and error. ``hide_label`` in grids, where the column head is seen; ``label`` says it better for screen readers."""
    return {"field": bound, "hide_label": hide_label, "label": label or bound.label}


@register.inclusion_tag("components/form/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """What needs to be put right, linked to each field. ``{{ form }}`` shows it by itself; use this when the fields are placed by hand."""
    sent = [form for form in forms if form.is_bound]
    wrong = [bound for form in sent for bound in form if bound.errors]
    # A hidden field has no place to lead to.
    others = [error for form in sent for error in form.non_field_errors()]
    others += [f"{bound.label}: {error}" for bound in wrong if bound.is_hidden for error in bound.errors]
    return {"bound_fields": [bound for bound in wrong if not bound.is_hidden], "others": others}


@register.simple_tag
def same_for_all(name: str) -> str:
    """``{% same_for_all "shell/styles.html" %}``: a template in which nothing depends on the page or the person, made once by each process."""
    return _made(name) if settings.DEBUG else _made_once(name)


def _made(name: str) -> str:
    return get_template(name).render()


_made_once = cache(_made)


@register.simple_tag
def once() -> SafeString:
    """``{% once %}`` in a form that makes something: with it the same form, sent twice, makes one (sala_styr.shell.once)."""
    return format_html('<input type="hidden" name="{}" value="{}">', ONCE_FIELD, new_token())


@register.simple_tag(takes_context=True)
def title_prefix(context: Context) -> str:
    """``Fel: `` before the page's title when a form on the page was sent and has errors."""
    values: list[Any] = list(context.flatten().values())
    forms = [value for value in values if isinstance(value, (BaseForm, BaseFormSet))]
    return _("Fel: ") if any(form.is_bound and not form.is_valid() for form in forms) else ""
