"""The rows of the red thread as HTML. The only place in this app where text becomes HTML without a template.

Django's templates take 50 µs a row of four cells, fifteen times the time it takes to fetch the row (quality §0.1); five thousand rows would
be a page of seconds. Everything that comes from people goes through ``escape``; all else here is written in this file.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goals.models import ACTIVITY_LOOKS, ActivityStatus, ItemState
from goals.outline import Addresses, branch, shown
from goals.queries.thread import PlanRow
from sala_styr.money import Unit, format_amount
from sala_styr.shell.symbols import symbol
from sala_styr.shell.wording import missing

Values = Mapping[int, Any]


@lru_cache(maxsize=20_000)
def amount_text(ore: int) -> str:
    """The amount in tkr. Remembered: the same figures are shown again and again."""
    return format_amount(ore, Unit.TKR)


def branch_amount(value: Any) -> int | None:
    """The öre of an item's whole branch, out of what ``budget`` contributes; None where no krona is linked."""
    return getattr(value, "whole_branch", value)


class RowWriter:
    """Writes the rows of one page. ``money`` and ``statuses`` are what other apps contribute, None when none does."""

    def __init__(
        self,
        year: int,
        addresses: Addresses,
        money: Values | None,
        statuses: Values | None,
        matches: frozenset[int] | None,
    ) -> None:
        self.addresses, self.money, self.statuses, self.matches = addresses, money, statuses, matches
        self.item_start, self.item_end = reverse("goals:item", args=[0]).split("0")
        self.branch_start, self.branch_end = reverse("goals:branch", args=[0]).split("0")
        self.item_end += f"?ar={year}"
        self._escaped: dict[str, str] = {}
        self._cells: dict[tuple[str, ...], str] = {}
        self.missing = str(missing(_("inga pengar kopplade")))
        self.show, self.hide = escape(_("Visa det som hör till")), escape(_("Dölj det som hör till"))
        self.tags: dict[str, str] = {
            ItemState.DRAFT: f' <span class="tag" data-color="warning">{escape(_("utkast"))}</span>',
            ItemState.ENDED: f' <span class="tag">{escape(_("avslutat"))}</span>',
        }

    def outline(self, rows: Sequence[PlanRow]) -> SafeString:
        """List items for the rows that are shown, each with the list of what belongs to it inside. ``rows``: in reading order, the whole plan."""
        seen = shown(rows, self.addresses.openness)
        if not seen:
            return mark_safe("")
        parts: list[str] = []
        top = depth = seen[0].depth
        for row in seen:
            if parts:
                parts.append("<ul>" if row.depth > depth else "</li>" + "</ul></li>" * (depth - row.depth))
            depth = row.depth
            parts.append(self.row(row))
        parts.append("</li>" + "</ul></li>" * (depth - top))
        return mark_safe("".join(parts))

    def branch(self, rows: Sequence[PlanRow], pk: int) -> SafeString:
        """The list item of ``pk`` as ``outline`` writes it."""
        return self.outline(branch(rows, pk))

    def row(self, row: PlanRow) -> str:
        """One row, its list item left open: what belongs to it comes after."""
        title = escape(row.title)
        quiet = "" if self.matches is None or row.pk in self.matches else " thread-context"
        step = row.step[:1].upper() + row.step[1:]
        words = f"{step} · {row.decision}" if row.decision else step
        return (
            f'<li id="p{row.pk}"><div class="thread-row{quiet}">{self._toggle(row, title)}<span class="thread-title">'
            f'<span class="thread-level">{self._once(words)}</span><a class="thread-name" id="n{row.pk}" '
            f'href="{self.item_start}{row.pk}{self.item_end}">{title}</a>{self.tags.get(row.state, "")}</span>'
            f'<span class="thread-owner">{self._people(row)}</span><span class="thread-status">{self._status(row)}</span>'
            f'<span class="thread-amount">{self._amount(row)}</span></div>'
        )

    def _toggle(self, row: PlanRow, title: str) -> str:
        if not row.has_children:
            return '<span class="thread-leaf"></span>'
        is_open = self.addresses.openness.is_open(row)
        href = escape(self.addresses.toggling(row, is_open))
        return (
            f'<a class="thread-toggle" id="v{row.pk}" href="{href}#p{row.pk}" aria-expanded="{"true" if is_open else "false"}" '
            f'aria-label="{self.hide if is_open else self.show} {title}" '
            f'hx-get="{self.branch_start}{row.pk}{self.branch_end}?oppen={"nej" if is_open else "ja"}"></a>'
        )

    def _once(self, text: str) -> str:
        """Escape a text that many rows share."""
        found = self._escaped.get(text)
        if found is None:
            found = self._escaped[text] = str(escape(text))
        return found

    def _people(self, row: PlanRow) -> str:
        if not row.responsible:
            return self._once(row.owner)
        return f'{self._once(row.owner)}<span class="thread-person">{self._once(row.responsible)}</span>'

    def _amount(self, row: PlanRow) -> str:
        if self.money is None:
            return ""
        ore = branch_amount(self.money.get(row.pk))
        return self.missing if ore is None else amount_text(ore)

    def _status(self, row: PlanRow) -> str:
        look = status_look(row, self.statuses)
        if look is None:
            return ""
        found = self._cells.get(look)
        if found is None:
            found = self._cells[look] = _status_cell(*look)
        return found


def status_look(row: PlanRow, statuses: Values | None) -> tuple[str, ...] | None:
    """Symbol, word and tone of how it goes, then symbol and word of its trend: what was assessed, else how far an activity has come.

    None where there is nothing to assess (the vision) or nobody who contributes assessments.
    """
    value = statuses.get(row.pk) if statuses is not None else None
    if value is not None and value.word:
        has_trend = value.trend_symbol not in ("", "–")
        trend = (value.trend_symbol, str(value.trend_word)) if has_trend else ("", "")
        return (value.symbol, str(value.word), value.tone, *trend)
    if row.activity_status:
        sign, tone = ACTIVITY_LOOKS[row.activity_status]
        return (sign, str(ActivityStatus(row.activity_status).label), tone, "", "")
    if statuses is None or row.step_parent_id is None or row.state == ItemState.DRAFT:
        return None
    return ("none", _("inte rapporterat"), "neutral", "", "")


def _status_cell(sign: str, word: str, tone: str, trend_sign: str, trend_word: str) -> str:
    cell = f'<span class="status" data-color="{escape(tone)}">{symbol(sign)}<span>{escape(word)}</span></span>'
    if trend_word:
        cell += f' <span class="trend">{symbol(trend_sign)}<span>{escape(trend_word)}</span></span>'
    return cell
