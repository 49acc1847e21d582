"""Values put into words for people: days, ages, surplus and deficit. Pure functions; the template filters are thin covers of these."""

from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sala_styr.money import MISSING, NBSP, Unit, format_amount
from sala_styr.tables.from_page import marked

_FORMATS = {"lång": "j F Y", "kort": "j b Y", "dag": "j F", "iso": "Y-m-d", "tid": "j F Y H:i"}


def whole_number(value: int | None) -> str:
    """A number of things with its thousands apart: 12335 → ``12 335``. None → "–"."""
    return MISSING if value is None else f"{value:,}".replace(",", NBSP)


def as_day(value: date | datetime) -> date:
    """The local calendar day of a day or a moment."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day_in_words(value: date | datetime | None, style: str = "lång") -> str:
    """``24 november 2025``. Styles: lång, kort (24 nov 2025), dag (24 november), iso (2025-11-24), tid (with the clock). None → "–"."""
    if value is None or value == "":
        return MISSING
    if style == "tid":
        moment = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
        return (
            formats.date_format(moment, _FORMATS["tid"])
            if isinstance(value, datetime)
            else formats.date_format(value, _FORMATS["lång"])
        )
    return formats.date_format(as_day(value), _FORMATS[style])


def age_in_words(value: date | datetime | None, today: date | None = None) -> str:
    """How old a value is: ``för 4 månader sedan``; what lies ahead: ``om 3 dagar``. None → "–"."""
    if value is None or value == "":
        return MISSING
    day, today = as_day(value), today or timezone.localdate()
    days = (today - day).days
    if days == 0:
        return _("i dag")
    if abs(days) == 1:
        return _("i går") if days == 1 else _("i morgon")
    span = _span(min(day, today), max(day, today))
    return (_("för %(span)s sedan") if days > 0 else _("om %(span)s")) % {"span": span}


def _span(first: date, last: date) -> str:
    days = (last - first).days
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if days < 14:
        return ngettext("%(n)d dag", "%(n)d dagar", days) % {"n": days}
    if months < 2:
        weeks = days // 7
        return ngettext("%(n)d vecka", "%(n)d veckor", weeks) % {"n": weeks}
    if months < 24:
        return ngettext("%(n)d månad", "%(n)d månader", months) % {"n": months}
    years = months // 12
    return ngettext("%(n)d år", "%(n)d år", years) % {"n": years}


def missing(word: str = "") -> SafeString:
    """The dash for a value that is not there, with a word for those who hear the page."""
    return format_html(
        '<span class="missing"><span aria-hidden="true">{}</span><span class="ds-sr-only">{}</span></span>',
        MISSING,
        word or _("uppgift saknas"),
    )


def surplus_in_words(ore: int | None, unit: Unit | str = Unit.TKR) -> SafeString:
    """A variance in report sign: ``+1 200``/``−1 200``, with "överskott"/"underskott" for those who hear the page, and a tone for those who see it."""
    if ore is None:
        return missing()
    figure = format_amount(ore, unit, sign=True)
    word, tone = {"+": (_("överskott"), "plus"), "−": (_("underskott"), "minus")}.get(
        figure[0], (_("varken överskott eller underskott"), "even")
    )
    return format_html(
        '<span class="variance" data-sign="{}">{}<span class="ds-sr-only"> {}</span></span>',
        tone,
        marked(ore, figure),
        word,
    )


def figure(ore: Any, unit: Unit | str = Unit.TKR) -> SafeString | str:
    """An amount for a page: ``1 250``; None → the dash with its word."""
    return missing() if ore is None else marked(ore, format_amount(ore, unit))


def change(ore: Any, unit: Unit | str = Unit.TKR) -> SafeString | str:
    """What is added or taken away, with its sign: ``+1 250``; None → the dash with its word. No judgement: a larger frame is not a surplus."""
    return missing() if ore is None else marked(ore, format_amount(ore, unit, sign=True))
