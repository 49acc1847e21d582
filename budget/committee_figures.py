"""Figures of the committees' money that a report's text can refer to (sala_styr.documents.live): what each has cost, its frame, what differs."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.block_origins import operating_origins
from budget.live_figures import money_figure
from budget.queries import operating_statement
from budget.queries.operating import OperatingRow
from sala_styr.documents.live import Scope, ShownFigure, figure_family
from sala_styr.writing.wording import span

FAMILY = "budget.committee"


@figure_family(FAMILY, title=gettext_lazy("Nämndernas ekonomi"))
def committees(scope: Scope) -> Iterator[ShownFigure]:
    """Of each row of driftredovisningen and of its sum: net cost, frame, variance, forecast. As many queries as the statement asks.

    None in a unit's report, which has figures of its own (``budget.live_figures``). What nobody has said is left out: missing is never 0.
    """
    if scope.unit is not None:
        return
    statement = operating_statement(scope.year, None if scope.is_whole_year else scope.month)
    for row in (*(row for row in statement.rows if row.unit is not None), statement.total):
        fields = [field for field in _words() if getattr(row, field) is not None]
        _name, *origins = operating_origins(row, fields, statement, None)
        for field, origin in zip(fields, origins, strict=True):
            if shown := _shown(row, field, origin, scope):
                yield shown


def _words() -> dict[str, str]:
    return {
        "actual": _("nettokostnad"),
        "current": _("ram"),
        "variance": _("avvikelse"),
        "forecast": _("prognos för helåret"),
    }


def _shown(row: OperatingRow, field: str, origin: str, scope: Scope) -> ShownFigure | None:
    """The frame and the forecast are of the whole year."""
    time = str(scope.year) if field in ("current", "forecast") else span(scope.year, scope.month)
    said = {"unit": row.unit.name if row.unit else _("Nämnderna tillsammans"), "what": _words()[field], "time": time}
    title = _("%(unit)s, %(what)s %(time)s") % said
    source = _("%(title)s (driftredovisningen)") % {"title": title}
    figure = money_figure(getattr(row, field), origin, source, sign=field == "variance")
    key = f"{FAMILY}:{row.unit.pk if row.unit else 'total'}.{field}"
    return ShownFigure(key, title, figure) if figure else None
