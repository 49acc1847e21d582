"""Figures of the committees' money that a report's text can refer to (sala_styr.documents.live): what each has cost, its frame, what differs."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.block_origins import operating_origins
from budget.queries import operating_statement
from budget.queries.operating import OperatingRow
from sala_styr.documents.live import Scope, ShownFigure, figure_family
from sala_styr.documents.written import LiveFigure
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.writing.wording import span

FAMILY = "budget.committee"


@figure_family(FAMILY, title=gettext_lazy("Nämndernas ekonomi"))
def committees(scope: Scope) -> Iterator[ShownFigure]:
    """Of each row of driftredovisningen and of its sum: net cost, frame, variance, forecast. As many queries as the statement asks.

    In a unit's report only the row of the unit itself. What nobody has said is left out: missing is never 0.
    """
    statement = operating_statement(scope.year, None if scope.is_whole_year else scope.month)
    rows = [row for row in statement.rows if row.unit is not None and scope.unit in (None, row.unit)]
    for row in (*rows, *((statement.total,) if scope.unit is None else ())):
        fields = [field for field in _words() if getattr(row, field) is not None]
        _name, *origins = operating_origins(row, fields, statement, None)
        for field, origin in zip(fields, origins, strict=True):
            yield _shown(row, field, origin, scope)


def _words() -> dict[str, str]:
    return {
        "actual": _("nettokostnad"),
        "current": _("ram"),
        "variance": _("avvikelse"),
        "forecast": _("prognos för helåret"),
    }


def _shown(row: OperatingRow, field: str, origin: str, scope: Scope) -> ShownFigure:
    """In mnkr as it is written in a sentence; the frame and the forecast are of the whole year."""
    ore: int = getattr(row, field)
    time = str(scope.year) if field in ("current", "forecast") else span(scope.year, scope.month)
    said = {"unit": row.unit.name if row.unit else _("Nämnderna tillsammans"), "what": _words()[field], "time": time}
    title = _("%(unit)s, %(what)s %(time)s") % said
    text = f"{format_amount(ore, Shown.MNKR)}\u00a0{Shown.MNKR.label}"
    key = f"{FAMILY}:{row.unit.pk if row.unit else 'total'}.{field}"
    source = _("%(title)s (driftredovisningen)") % {"title": title}
    return ShownFigure(key, title, LiveFigure(text, origin, source))
