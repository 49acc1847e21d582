"""Indicators and their yearly values. A missing outcome stays missing and says why; it is never 0 (invariant 17)."""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from goals import rules
from goals.models import Indicator, IndicatorValue, ItemState, PlanItem, Sex
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require

FIELDS = ("name", "unit_of_measure", "decimals", "direction", "source")


def create_indicator(actor: Actor, item: PlanItem, **fields: Any) -> Indicator:
    """Add an indicator to the item. Its owner decides what is measured."""
    _require_writer(actor, item)
    with recording(actor, _("Lade till indikatorn")):
        return Indicator.objects.create(item=item, **{name: fields[name] for name in FIELDS if name in fields})


def edit_indicator(actor: Actor, indicator: Indicator, **fields: Any) -> Indicator:
    """Change what the indicator is called and how it is read. Nothing is written when nothing differs."""
    _require_writer(actor, indicator.item)
    with recording(actor, _("Ändrade indikatorn")):
        indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
        changed = [name for name in FIELDS if name in fields and getattr(indicator, name) != fields[name]]
        for name in changed:
            setattr(indicator, name, fields[name])
        if changed:
            indicator.save(update_fields=changed)
    return indicator


def set_value(
    actor: Actor,
    indicator: Indicator,
    year: int,
    target: Decimal | None,
    outcome: Decimal | None,
    missing_reason: str = "",
) -> IndicatorValue:
    """Enter the target and the outcome of ``year``.

    The target is the owner's, and of what is decided it is part of the decision: it can be added, never changed. The outcome is a fact that
    officials and controllers may enter too. A year that has passed needs an outcome or the reason why there is none.
    """
    item = indicator.item
    require(
        rules.may_record_outcome(actor, item.step, item.owner_id),
        _("Utfall för %(owner)s skrivs in av %(owner)s, av tjänstepersoner där eller av en controller.")
        % {"owner": item.owner.name},
    )
    if outcome is not None:
        missing_reason = ""
    elif year < timezone.localdate().year and not missing_reason:
        raise RuleBroken(_("Året har gått. Skriv utfallet, eller varför det saknas."), field="missing_reason")
    with recording(actor, _("Ändrade %(name)s %(year)s") % {"name": indicator.name, "year": year}):
        value = (
            IndicatorValue.objects.select_for_update(of=("self",))
            .filter(indicator=indicator, year=year, month=12, sex=Sex.TOTAL)
            .first()
        )
        value = value or IndicatorValue(indicator=indicator, year=year)
        if value.target != target:
            _check_target(actor, item, value.target)
        new = {"target": target, "outcome": outcome, "missing_reason": missing_reason}
        if value.pk and all(getattr(value, name) == content for name, content in new.items()):
            return value
        for name, content in new.items():
            setattr(value, name, content)
        value.save()
    return value


def _check_target(actor: Actor, item: PlanItem, stored: Decimal | None) -> None:
    _require_writer(actor, item)
    if item.state == ItemState.DECIDED and stored is not None:
        raise RuleBroken(_("Målvärdet hör till det som är beslutat och kan inte ändras."), field="target")


def _require_writer(actor: Actor, item: PlanItem) -> None:
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    if item.state == ItemState.ENDED:
        raise RuleBroken(_("”%(title)s” är avslutat och kan inte ändras.") % {"title": item.title})
