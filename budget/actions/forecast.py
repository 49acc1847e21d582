"""Giving a forecast: a judgement with its words, and with cause and measure where it lies far from the budget. Every version is kept (domain §4.4)."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from budget import rules
from budget.actions.locks import require_year_not_closed, year_lock
from budget.models import DeviationNote, Forecast
from budget.queries.limits import Limit, limit_for
from budget.queries.outlook import money_after, proposal_from
from budget.queries.structure import structure
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.money import format_amount, format_kronor
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require


@dataclass(frozen=True)
class Words:
    """What is said with a forecast: what it builds on, why it is off the budget, and what is done about it. The cause may stand for the first."""

    comment: str
    cause: str = ""
    remedy: str = ""

    def stripped(self) -> "Words":
        cause = self.cause.strip()
        return Words(self.comment.strip() or cause, cause, self.remedy.strip())


def give_forecast(
    actor: Actor, unit: Unit, year: int, month: int, amount: int, comment: str, cause: str = "", remedy: str = ""
) -> Forecast:
    """Say what the year's net will be (öre, report sign: normally negative), judged after ``month``. It becomes the newest version.

    What the system would have proposed that day is kept beside it. Raises Refused, or RuleBroken: without a comment, for a month outside the year or
    a closed year, or further from the budget than the council's limit without cause (and, of a deficit, without measure).
    """
    require(
        rules.may_forecast(actor, unit),
        _("Prognosen för %(unit)s lämnas av enhetens chef eller chefen över.") % {"unit": unit.name},
    )
    words = Words(comment, cause, remedy).stripped()
    if not 1 <= month <= 12:
        raise RuleBroken(_("Välj efter vilken månad prognosen är gjord."), field="month")
    if not words.comment:
        raise RuleBroken(_("Skriv vad prognosen bygger på. Kommentaren är det som läses."), field="comment")
    with recording(actor, _("Lämnade prognos")), year_lock(year):
        require_year_not_closed(year)
        money, through = money_after(structure(), unit, year, month)
        limit = limit_for(year, money.budget)
        _require_words(limit, amount, words)
        newest = Forecast.objects.filter(unit=unit, year=year, month=month).aggregate(last=Max("version"))["last"]
        proposed = proposal_from(money, through)
        forecast = Forecast.objects.create(
            unit=unit,
            year=year,
            month=month,
            version=(newest or 0) + 1,
            amount=amount,
            proposed=proposed.rest if proposed else None,
            proposed_trend=proposed.trend if proposed else None,
            comment=words.comment,
            made_by=actor.user,
        )
        _note(forecast, limit, words)
    return forecast


def _note(forecast: Forecast, limit: Limit, words: Words) -> None:
    """Keep cause and measure with the forecast: where they are asked for, and where somebody has given them anyway."""
    deviation, least = limit.deviation(forecast.amount), limit.least
    if deviation is None or least is None or not words.cause:
        return
    DeviationNote.objects.create(
        forecast=forecast, amount=deviation, limit=least, cause=words.cause, remedy=words.remedy
    )


def _require_words(limit: Limit, amount: int, words: Words) -> None:
    if not limit.asks(amount):
        return
    deficit = (limit.deviation(amount) or 0) < 0
    if not words.cause:
        told = _("Skriv orsak och åtgärd.") if deficit and not words.remedy else _("Skriv orsaken.")
        raise RuleBroken(f"{limit_arithmetic(limit, amount)} {told}", field="cause")
    if deficit and not words.remedy:
        told = _("Skriv vad ni gör åt det.")
        raise RuleBroken(f"{limit_arithmetic(limit, amount)} {told}", field="remedy")


def limit_arithmetic(limit: Limit, amount: int) -> str:
    """Why a forecast asks for words, as a sum that one can follow. Kronor."""
    return _(
        "Prognosen %(forecast)s kr − budgeten %(budget)s kr = %(deviation)s kr. "
        "Gränsen är %(least)s kr: det lägsta av %(share)s procent av budgeten, %(by_share)s kr, och %(amount)s kr."
    ) % {
        "forecast": format_kronor(amount),
        "budget": format_kronor(limit.budget or 0),
        "deviation": format_amount(limit.deviation(amount), "kr", decimals=0, sign=True),
        "least": format_kronor(limit.least or 0),
        "share": f"{limit.share.normalize():f}".replace(".", ","),
        "by_share": format_kronor(limit.by_share or 0),
        "amount": format_kronor(limit.amount),
    }
