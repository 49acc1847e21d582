"""Giving a forecast: a judgement with its comment. Every version is kept (domain §4.4)."""

from django.db.models import Max
from django.utils.translation import gettext as _

from budget import rules
from budget.actions.locks import require_year_not_closed, year_lock
from budget.models import Forecast
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require


def give_forecast(actor: Actor, unit: Unit, year: int, month: int, amount: int, comment: str) -> Forecast:
    """Say what the year's net will be (öre, report sign: normally negative), judged after ``month``. It becomes the newest version.

    Raises Refused, or RuleBroken without a comment, for a month outside the year or a closed year.
    """
    require(
        rules.may_forecast(actor, unit),
        _("Prognosen för %(unit)s lämnas av enhetens chef eller chefen över.") % {"unit": unit.name},
    )
    if not 1 <= month <= 12:
        raise RuleBroken(_("Välj efter vilken månad prognosen är gjord."), field="month")
    if not comment.strip():
        raise RuleBroken(_("Skriv vad prognosen bygger på. Kommentaren är det som läses."), field="comment")
    with recording(actor, _("Lämnade prognos")), year_lock(year):
        require_year_not_closed(year)
        newest = Forecast.objects.filter(unit=unit, year=year, month=month).aggregate(last=Max("version"))["last"]
        return Forecast.objects.create(
            unit=unit,
            year=year,
            month=month,
            version=(newest or 0) + 1,
            amount=amount,
            comment=comment.strip(),
            made_by=actor.user,
        )
