"""A forecast that was given, what was worked out beside it that day, and how far it was from the end (issue 4, point 10). Öre."""

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from budget.models import Forecast
from budget.queries.derived.arithmetic import Derived, Term, Way, way_of_derived, way_of_origin
from budget.queries.origin import Asked, actual_origin
from budget.queries.structure import Structure

KIND = "prognosversion"
JUDGED, REST, TREND, OUTCOME, MISS = "bedomt", "resten", "takt", "utfall", "skillnad"
FIELDS = (JUDGED, REST, TREND, OUTCOME, MISS)


def forecast_figure(tree: Structure, forecast: Forecast, field: str) -> Derived:
    """One figure of a forecast. Three queries at most; ``forecast`` has its unit and who made it."""
    about = _("%(unit)s %(year)s, efter %(month)s, version %(version)s") % {
        "unit": forecast.unit.name,
        "year": forecast.year,
        "month": MONTHS[forecast.month],
        "version": forecast.version,
    }
    if field in (OUTCOME, MISS):
        return _ended(tree, forecast, field, about)
    labels = {
        JUDGED: _("Bedömt av den som lämnade prognosen"),
        REST: _("Räknat: utfallet hittills, och budgeten för resten av året"),
        TREND: _("Räknat: avvikelsen fortsätter i samma takt hela året"),
    }
    amounts = {JUDGED: forecast.amount, REST: forecast.proposed, TREND: forecast.proposed_trend}
    said = {
        JUDGED: _("En persons bedömning, med skälen i ord."),
        REST: _("Räknat av systemet den dag prognosen lämnades, ur det som då var inläst. Det står kvar som det var."),
    }
    terms = [] if amounts[field] is None else [_given(forecast, labels[field], amounts[field])]
    return Derived(f"{labels[field]}, {about}", said.get(field, said[REST]), amounts[field], terms)


def _given(forecast: Forecast, label: str, amount: int | None) -> Term:
    page = Way("budget:follow_up", (forecast.unit_id,), {"ar": forecast.year}, "prognos")
    return Term(label, amount, page, forecast.comment, forecast.made_at, str(forecast.made_by or ""))


def _ended(tree: Structure, forecast: Forecast, field: str, about: str) -> Derived:
    outcome = actual_origin(tree, Asked(forecast.unit, forecast.year)).amount
    end = Term(_("Utfall, hela året"), outcome, way_of_origin("utfall", forecast.unit_id, forecast.year))
    if field == OUTCOME:
        return Derived(f"{end.label}, {about}", _("Det året slutade på."), outcome, [end])
    way = way_of_derived(KIND, JUDGED, forecast.year, prognos=forecast.pk)
    terms = [end, Term(_("Prognosen"), -forecast.amount, way)]
    miss = None if outcome is None else outcome - forecast.amount
    return Derived(_("Skillnad, %(about)s") % {"about": about}, _("Utfall − prognos: + är bättre."), miss, terms)
