"""Indicators: what is measured, with which targets and outcomes, and what a person says of what they propose.

A missing outcome stays missing and says why; it is never 0 (invariant 17). Many values are written together or not at all (``enter_values``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goals import rules
from goals.actions.indicator_values import proposals, propose, values_for_update, write_values
from goals.actions.kolada_values import fill_from_kolada
from goals.indicator_age import is_due, months_of, period_name
from goals.models import Direction, Indicator, IndicatorValue, ItemState, PlanItem, Sex
from goals.queries.scales import scales_of
from goals.rules import Home
from goals.scale_words import CANNOT
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require, require_own_hand

FIELDS = (
    *("name", "definition", "unit_of_measure", "decimals", "direction", "partly_from", "partly_to"),
    *("baseline", "baseline_year", "frequency", "publication_delay", "by_sex", "responsible"),
    *("source_kind", "source", "kolada_id", "peer_group", "comment"),
)
JUDGING_FIELDS = {"direction", "partly_from", "partly_to"}
"""What a proposed status depends on."""


@dataclass(frozen=True)
class Entry:
    """What a person has written in one cell of a grid: the period, the fields and, as ``shown``, what the page said when they began."""

    indicator: Indicator
    year: int
    month: int = 12
    sex: str = Sex.TOTAL
    fields: Mapping[str, Any] = field(default_factory=dict)
    shown: Mapping[str, Any] | None = None
    key: str = ""


class CellErrors(RuleBroken):
    """Some cells need to be put right; nothing was written. ``by_key``: what is wrong in each."""

    def __init__(self, by_key: Mapping[str, str]) -> None:
        super().__init__(_("Inget är sparat ännu. Rätta det som är markerat."))
        self.by_key = dict(by_key)


def create_indicator(actor: Actor, home: Home, **fields: Any) -> Indicator:
    """Add an indicator to a part of the plan or to a quality factor. Its owner decides what is measured."""
    _require_measurer(actor, home)
    given = {name: fields[name] for name in FIELDS if name in fields}
    place = {"item": home} if isinstance(home, PlanItem) else {"quality_factor": home}
    _check_thresholds(given)
    with recording(actor, _("Lade till indikatorn")):
        made = Indicator.objects.create(**place, **given)
        fill_from_kolada([made])
    return made


def edit_indicator(actor: Actor, indicator: Indicator, version: int | None = None, **fields: Any) -> Indicator:
    """Change what the indicator is called and how it is read. Nothing is written when nothing differs.

    Raises EditConflict when it is no longer at ``version`` (None: whatever version).
    """
    _require_measurer(actor, rules.home_of(indicator))
    with recording(actor, _("Ändrade indikatorn")):
        stored = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
        if version is not None and stored.version != version:
            raise EditConflict(_("Någon annan har ändrat ”%(name)s” sedan du öppnade den.") % {"name": stored.name})
        changed = [name for name in FIELDS if name in fields and getattr(stored, name) != fields[name]]
        for name in changed:
            setattr(stored, name, fields[name])
        _check_thresholds({name: getattr(stored, name) for name in JUDGING_FIELDS})
        if changed:
            stored.version += 1
            stored.save(update_fields=[*changed, "version"])
        if JUDGING_FIELDS & set(changed):
            values = list(stored.values.select_for_update(of=("self",)))
            write_values([value for value in values if propose(stored, value, values)])
        if {"source_kind", "kolada_id", "by_sex"} & set(changed):
            fill_from_kolada([stored])
    return stored


def set_value(
    actor: Actor,
    indicator: Indicator,
    year: int,
    target: Decimal | None,
    outcome: Decimal | None,
    missing_reason: str = "",
    *,
    month: int = 12,
    sex: str = Sex.TOTAL,
    **more: Any,
) -> IndicatorValue:
    """Enter the target and the outcome of ``year``, or of a part of it; ``more``: target_high and comment.

    The target is the owner's, and of what is decided it is part of the decision: it can be added, never changed. The outcome is a fact that
    officials and controllers may enter too. A period that has passed needs an outcome or the reason why there is none.
    """
    require(rules.may_record(actor, rules.home_of(indicator)), rules.who_may_record(rules.home_of(indicator)))
    if outcome is None and not missing_reason and is_due(indicator, year, month, timezone.localdate()):
        raise RuleBroken(_("Året har gått. Skriv utfallet, eller varför det saknas."), field="missing_reason")
    fields = {"target": target, "outcome": outcome, "missing_reason": missing_reason, **more}
    entry = Entry(indicator, year, month, sex, fields)
    with recording(actor, _("Ändrade %(name)s %(year)s") % {"name": indicator.name, "year": year}):
        values = values_for_update([indicator])[indicator.pk]
        value, touched = _apply(actor, entry, values, creates=True)
        if touched:
            write_values([value, *proposals(indicator, year, values, but=value)])
    return value


def enter_values(actor: Actor, entries: Sequence[Entry], reason: str = "") -> int:
    """Write what differs from what is stored, all of it in one transaction with a history row for each value. Returns how many values changed.

    ``reason`` stands in the history, where there is a better one than that they were filled in.

    Raises CellErrors, with nothing written, when a cell breaks a rule or somebody else has written in it meanwhile.
    """
    with recording(actor, reason or _("Fyllde i indikatorernas värden")):
        stored = values_for_update([entry.indicator for entry in entries])
        touched, errors = _apply_all(actor, entries, stored)
        if errors:
            raise CellErrors(errors)
        count = len(touched)
        for indicator, year in {(value.indicator, value.year) for value in touched.values()}:
            for value in proposals(indicator, year, stored[indicator.pk]):
                touched[id(value)] = value
        write_values(touched.values())
    return count


def wrong_values(actor: Actor, entries: Sequence[Entry]) -> dict[str, str]:
    """What ``enter_values`` would say of each cell. Nothing is written: for a page that already knows that some other cell is wrong."""
    with transaction.atomic():
        stored = values_for_update([entry.indicator for entry in entries])
        return _apply_all(actor, entries, stored)[1]


def _apply_all(
    actor: Actor, entries: Sequence[Entry], stored: Mapping[int, list[IndicatorValue]]
) -> tuple[dict[int, IndicatorValue], dict[str, str]]:
    """Every entry on its value (in memory): the values that changed, and what is wrong in each cell."""
    touched: dict[int, IndicatorValue] = {}
    errors: dict[str, str] = {}
    for entry in entries:
        try:
            value, changed = _apply(actor, entry, stored[entry.indicator.pk])
        except (RuleBroken, Refused) as wrong:
            errors[entry.key] = str(wrong)
            continue
        if changed:
            touched[id(value)] = value
    return touched, errors


def decide_status(
    actor: Actor, value: IndicatorValue, status: str, reason: str, seen: Decimal | None
) -> IndicatorValue:
    """Accept what the thresholds propose, or say something else with a word of why; "" takes it back.

    ``seen``: the outcome that the person had before their eyes. Raises EditConflict when it is another now.
    """
    require_own_hand(actor)
    home = rules.home_of(value.indicator)
    require(rules.may_record(actor, home), rules.who_may_record(home))
    what = _("Tog ställning till %(name)s %(period)s")
    with recording(actor, what % {"name": value.indicator.name, "period": period_name(value)}):
        stored = IndicatorValue.objects.select_for_update(of=("self",)).get(pk=value.pk)
        if stored.outcome != seen:
            raise EditConflict(_("Utfallet har ändrats sedan du öppnade sidan. Se på det nya och ta ställning igen."))
        _check_status(stored, status, reason)
        reason = reason if status else ""
        if (stored.status, stored.status_reason) != (status, reason):
            stored.status, stored.status_reason = status, reason
            stored.save(update_fields=["status", "status_reason"])
    return stored


def _check_status(value: IndicatorValue, status: str, reason: str) -> None:
    if not status:
        return
    if status != CANNOT and status not in scales_of(value.year).status:
        raise RuleBroken(_("Välj en av de statusar som finns."), field="status")
    if value.outcome is None and status != CANNOT:
        raise RuleBroken(_("Utan utfall kan det bara sägas att det inte kan bedömas."), field="status")
    if not reason and (status == CANNOT or (value.proposed_status and status != value.proposed_status)):
        raise RuleBroken(_("Skriv med några ord varför. Det står sedan bredvid, så att andra förstår."), field="reason")


def _apply(
    actor: Actor, entry: Entry, values: list[IndicatorValue], creates: bool = False
) -> tuple[IndicatorValue, bool]:
    """Put the entry's fields on its value (in memory): the value, and whether anything differs. Raises Refused and RuleBroken."""
    place = (entry.year, entry.month, entry.sex)
    value = next((each for each in values if (each.year, each.month, each.sex) == place), None)
    value = value or IndicatorValue(indicator=entry.indicator, year=entry.year, month=entry.month, sex=entry.sex)
    _check_unseen(value, entry)
    new = {name: content for name, content in entry.fields.items() if getattr(value, name) != content}
    if new.get("outcome") is not None:
        new["missing_reason"] = ""
    elif new.get("missing_reason") and "outcome" not in new and value.outcome is not None:
        raise RuleBroken(_("Utfallet finns. Skriv det här i kommentaren i stället."), field="missing_reason")
    if not new and (value.pk or not creates):
        return value, False
    home = rules.home_of(entry.indicator)
    require(rules.may_record(actor, home), rules.who_may_record(home))
    if entry.month not in months_of(entry.indicator.frequency) and entry.month != 12:
        raise RuleBroken(_("Den här indikatorn har inget utfall för den perioden."), field="outcome")
    if new.keys() & {"target", "target_high"}:
        _check_target(actor, home, value.target)
    if "outcome" in new:
        _check_outcome(entry, new)
        new |= {"fetched_at": None, "definition": ""}  # written by hand now
    for name, content in new.items():
        setattr(value, name, content)
    _check_interval(entry.indicator, value)
    if value not in values:
        values.append(value)
    return value, True


def _check_unseen(value: IndicatorValue, entry: Entry) -> None:
    for name, seen in (entry.shown or {}).items():
        now = getattr(value, name)
        if now != seen and name in entry.fields and entry.fields[name] not in (now, seen):
            told = _("tomt") if now is None or now == "" else str(now).replace(".", ",")
            raise EditConflict(_("Någon annan har ändrat här medan du skrev. Nu står det: %(now)s.") % {"now": told})


def _check_outcome(entry: Entry, new: Mapping[str, Any]) -> None:
    gone = new["outcome"] is None and not new.get("missing_reason")
    if gone and is_due(entry.indicator, entry.year, entry.month, timezone.localdate()):
        raise RuleBroken(_("Perioden har gått. Skriv utfallet, eller varför det saknas."), field="missing_reason")


def _check_target(actor: Actor, home: Home, stored: Decimal | None) -> None:
    _require_measurer(actor, home)
    if not rules.may_set_target(actor, home, stored is not None):
        raise RuleBroken(_("Målvärdet hör till det som är beslutat och kan inte ändras."), field="target")


def _check_interval(indicator: Indicator, value: IndicatorValue) -> None:
    if indicator.direction != Direction.WITHIN:
        return
    if (value.target is None) != (value.target_high is None):
        raise RuleBroken(_("Ett intervall behöver både ett lägsta och ett högsta målvärde."), field="target_high")
    if value.target is not None and value.target_high is not None and value.target > value.target_high:
        raise RuleBroken(_("Det högsta målvärdet är lägre än det lägsta. Byt plats på dem."), field="target_high")


def _check_thresholds(fields: Mapping[str, Any]) -> None:
    low, high = fields.get("partly_from"), fields.get("partly_to")
    if fields.get("direction") == Direction.WITHIN and low is not None and high is not None and low > high:
        raise RuleBroken(_("Gränserna för delvis uppfyllt står i omvänd ordning."), field="partly_to")


def _require_measurer(actor: Actor, home: Home) -> None:
    if isinstance(home, PlanItem):
        require(rules.may_write(actor, home.step, home.owner_id), rules.who_may_write(home.step, home.owner))
        if home.state == ItemState.ENDED:
            raise RuleBroken(_("”%(title)s” är avslutat och kan inte ändras.") % {"title": home.title})
        return
    require(rules.may_measure(actor, home), rules.who_may_measure(home))
