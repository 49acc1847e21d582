"""What was said where forecasts lie far from the budget, and the measures against deficits, followed in kronor."""

from collections.abc import Iterable
from datetime import date

from budget.models import CorrectiveMeasure, DeviationNote, Forecast, MeasureEffect
from budget.queries.follow_up import OwnMoney
from budget.queries.limits import limit_by
from budget.queries.outlook import proposal_from
from budget.queries.policy import policy_for
from budget.queries.structure import structure
from followup.demo.content.corrective import EFFORTS
from followup.demo.decisions import Decisions
from followup.demo.ledger import TKR
from followup.demo.organisation import Units
from followup.demo.people import People
from followup.demo.times import remember
from sala_styr import history

YEAR = 2026
STANDING_BY = "Vi väntar med inköp och ser över schemat."


def propose(forecasts: Iterable[Forecast]) -> None:
    """Put beside each forecast, not yet saved, what the system would have proposed from the same months."""
    tree, known = structure(), {}
    for forecast in forecasts:
        when = forecast.year, forecast.month
        if when not in known:
            known[when] = OwnMoney(tree, *when).rolled_up(whole=False)
        proposed = proposal_from(known[when][forecast.unit_id], forecast.month)
        if proposed:
            forecast.proposed, forecast.proposed_trend = proposed.rest, proposed.trend


def load_notes(forecasts: Iterable[Forecast]) -> None:
    """Cause and measure of each forecast that lies above the limit, out of what its manager wrote."""
    tree, budgets, notes = structure(), {}, []
    for forecast in forecasts:
        year = forecast.year
        if year not in budgets:
            budgets[year] = policy_for(year), OwnMoney(tree, year, 12).rolled_up(whole=False)
        policy, money = budgets[year]
        limit = limit_by(policy, money[forecast.unit_id].budget)
        if limit.asks(forecast.amount):
            cause, _point, remedy = forecast.comment.partition(". ")
            note = DeviationNote(
                forecast=forecast,
                amount=limit.deviation(forecast.amount) or 0,
                limit=limit.least or 0,
                cause=cause.rstrip(".") + ".",
                remedy=remedy or (STANDING_BY if forecast.amount < (limit.budget or 0) else ""),
            )
            remember(note, forecast.made_at, forecast.made_by)
            notes.append(note)
    history.bulk_create(DeviationNote, notes)


def load_measures(units: Units, people: People, decisions: Decisions) -> None:
    """The measures of the year that goes on, and what they have given."""
    measures, effects = [], []
    for effort in EFFORTS:
        head = people.head_of(effort.unit)
        measure = CorrectiveMeasure(
            unit=units[effort.unit],
            year=YEAR,
            title=effort.title,
            text=effort.text,
            expected=effort.expected * TKR,
            starts_in=effort.starts_in,
            state=effort.state,
            responsible=head,
            decision=decisions[effort.decision] if effort.decision else None,
        )
        remember(measure, date(YEAR, 9, 28), head)
        measures.append(measure)
        for month, tkr, comment in effort.given:
            effect = MeasureEffect(measure=measure, month=month, amount=tkr * TKR, comment=comment)
            remember(effect, date(YEAR, month, 28), head)
            effects.append(effect)
    history.bulk_create(CorrectiveMeasure, measures)
    history.bulk_create(MeasureEffect, effects)
