"""Figures of the follow-up that running text in a report can refer to (sala_styr.documents.live): how many goals have each status."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.live import period_of
from followup.queries.attainment import attainment, total_counts
from goals.queries.scales import scales_of
from sala_styr.documents.live import Scope, ShownFigure, figure_family
from sala_styr.documents.written import LiveFigure

FAMILY = "followup.goals"


@figure_family(FAMILY, title=gettext_lazy("Hur det går med målen"))
def goals_attained(scope: Scope) -> Iterator[ShownFigure]:
    """How many of the goals have each status in the period that the scope ends with, and how many there are; of one unit only its own. Six queries."""
    period = period_of(scope)
    if period is None:
        return
    bodies = attainment(period)
    if scope.unit is not None:
        bodies = [body for body in bodies if body.owner.pk == scope.unit.pk]
    counts = total_counts(bodies)
    total = sum(counts.values())
    if not total:
        return
    scale = scales_of(period.year).status
    origin = f"{reverse('followup:periods')}?ar={period.year}&period={period.pk}"
    source = _("uppföljningen %(period)s %(year)s") % {"period": period.name, "year": period.year}

    def shown(key: str, title: str, count: int) -> ShownFigure:
        return ShownFigure(f"{FAMILY}:{key}", title, LiveFigure(str(count), origin, f"{title} ({source})"))

    yield shown("total", _("Antal mål"), total)
    for key, count in counts.items():
        word = scale[key].word_for(period.is_full_year) if key else _("inte rapporterat")
        yield shown(key or "missing", _("Antal mål: %(status)s") % {"status": word}, count)
