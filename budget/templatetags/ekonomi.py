"""``{% load ekonomi %}``: kronor with öre for control totals, and where in its file a finding lies."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budget.queries.derived.arithmetic import Way
from budget.queries.derived.frames import given_way
from budget.queries.derived.projects import project_way
from budget.queries.derived.proposals import proposal_way
from budget.queries.derived.units import row_way
from budget.queries.detail import DetailState
from budget.queries.operating import OperatingRow, OperatingStatement
from budget.ways import address, derived_address, origin_address
from sala_styr.money import MINUS, MISSING, NBSP, Unit, format_amount
from sala_styr.shell.templatetags.styr import amount_cell, frame_bar
from sala_styr.shell.wording import missing
from sala_styr.tables.from_page import marked

register = template.Library()


@register.simple_tag
def kronor_ore(ore: int | None) -> SafeString | str:
    """``−28 073,88``: compared digit by digit with the ledger's own. None → the dash with its word."""
    return missing() if ore is None else marked(ore, format_amount(ore, Unit.KR, decimals=2))


@register.simple_tag
def figure_cell(
    amount: int | None, shown: str, kind: str, unit: Any, year: int, shape: str = "", strong: bool = False, **about: Any
) -> SafeString:
    """An amount's cell that opens where the amount comes from. ``about``: ``t_o_m``, ``konto``, ``period``, ``rad``, ``del``, ``sida_av``."""
    return amount_cell(amount, shown, shape, origin_href(amount, kind, unit, year, **about), strong)


@register.simple_tag
def origin_href(amount: int | None, kind: str, unit: Any, year: int, **about: Any) -> str:
    """The address of what an amount comes from; empty where there is no amount, or it is nobody's."""
    return origin_address(amount, kind, unit, year, **about)


@register.simple_tag
def derived_cell(
    amount: int | None, shown: str, kind: str, key: Any, year: int, shape: str = "", strong: bool = False, **about: Any
) -> SafeString:
    """An amount's cell that opens the arithmetic behind it. ``kind`` and ``key``: ``views.derived.KINDS_OF_FIGURES``."""
    return amount_cell(amount, shown, shape, derived_address(amount, kind, str(key), year, **about), strong)


@register.simple_tag
def derived_href(amount: int | None, kind: str, key: Any, year: int, **about: Any) -> str:
    """The address of the arithmetic behind an amount; empty where there is none."""
    return derived_address(amount, kind, str(key), year, **about)


@register.simple_tag
def row_cell(row: OperatingRow, field: str, statement: OperatingStatement, shown: str, scope: str = "") -> SafeString:
    """A figure of driftredovisningen that opens where it comes from. ``scope``: as in ``queries.origin.Asked``."""
    amount = getattr(row, field)
    href = "" if amount is None else address(row_way(row, field, statement, scope))
    return amount_cell(amount, shown, "surplus" if field.endswith("variance") else "", href)


@register.simple_tag
def detail_cell(amount: int | None, shown: str, unit: int, year: int, account: str = "") -> SafeString:
    """An amount of a unit's detail budget that opens the lines, of one account where it is given."""
    about: dict[str, str | int] = {"ar": year, **({"konto": account} if account else {})}
    return amount_cell(amount, shown, "", address(Way("budget:detail", (unit,), about)))


@register.simple_tag
def measure_cell(amount: int | None, shown: str, measure: int) -> SafeString:
    """An amount of a measure against a deficit that opens the measure, with its effects month by month."""
    return amount_cell(amount, shown, "", "" if amount is None else address(Way("budget:corrective", (measure,))))


@register.simple_tag
def project_cell(
    amount: int | None, shown: str, field: str, of: Any, year: int, day: date | None = None, **more: Any
) -> SafeString:
    """An investment's figure that opens its entries, outcomes or forecasts. ``of``: a project's id, or several. ``more``: ``whole``, ``shape``, ``strong``."""
    shape, strong = more.get("shape", ""), bool(more.get("strong"))
    return amount_cell(
        amount, shown, shape, project_href(amount, field, of, year, day, whole=more.get("whole")), strong
    )


@register.simple_tag
def project_href(
    amount: int | None, field: str, of: Any, year: int, day: date | None = None, whole: Any = False
) -> str:
    """The address of what an investment's figure is made of; empty where there is none."""
    if amount is None or of == ():
        return ""
    return address(project_way(field, of if isinstance(of, tuple) else (of,), year, whole=bool(whole), day=day))


@register.simple_tag
def proposal_cell(
    amount: int | None,
    shown: str,
    budget_year: int,
    key: str,
    year: int,
    proposal: Any = None,
    unit: Any = None,
    **more: Any,
) -> SafeString:
    """A proposal's figure (the base's, without ``proposal``) that opens its arithmetic. ``change``: against the base. ``shape``: as elsewhere."""
    change = bool(more.get("change"))
    shape = more.get("shape", "change" if change else "")
    way = proposal_way(budget_year, key, year, proposal or None, unit or None, change=change)
    return amount_cell(amount, shown, shape, "" if amount is None else address(way))


@register.simple_tag
def proposal_href(budget_year: int, key: str, year: int, proposal: Any = None) -> str:
    """The address of a proposal's figure written out; of the base's, without ``proposal``."""
    return address(proposal_way(budget_year, key, year, proposal or None))


@register.inclusion_tag("components/frame_bar.html")
def unit_frame_bar(state: DetailState, year: int, unit: str, label: str = "", used_word: str = "") -> dict[str, Any]:
    """A unit's frame bar whose figures open what it was given, has budgeted and has left."""
    ways = {
        f"{name}_way": address(given_way(field, year, state.unit.pk))
        for name, field in (("frame", "given"), ("used", "budgeted"), ("left", "left"))
    }
    return frame_bar(state.frame.unallocated, state.budgeted, unit, used_word, label, **ways)


@register.filter
def figure(value: Decimal) -> str:
    """A figure of somebody else's table as it stands there, in Swedish form: no more and no fewer decimals."""
    text = f"{abs(value):,f}".replace(",", NBSP).replace(".", ",")
    return f"{MINUS if value < 0 else ''}{text}"


@register.filter
def measured(value: int | None, measure: str) -> str:
    """A whole number in its line's measure: things counted (``22 700``) or hundredths (2231 → ``22,31``). None → "–"."""
    if value is None:
        return MISSING
    return figure(Decimal(value) / 100 if measure == "hundredths" else Decimal(value))


@register.filter
def place(finding: Any) -> str:
    """``Rad 12: `` for a finding (object or dictionary) whose words do not already say the line; else nothing."""
    if isinstance(finding, dict):
        line, message = finding.get("line"), finding.get("message", "")
    else:
        line, message = finding.line, finding.message
    return _("Rad %(line)s: ") % {"line": line} if line is not None and str(line) not in message else ""
