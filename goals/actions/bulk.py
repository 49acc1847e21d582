"""Changing one field of many parts of the plan at once: one transaction, one history row each, all with the same reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goals import rules
from goals.actions import checks
from goals.models import PlanItem
from goals.queries.bulk import circumstances, done_between, pointed_at, whole_rows
from goals.rules.bulk import BulkField, may_change_many, why_not
from sala_styr import history
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require

MOST = 5000


@dataclass(frozen=True)
class BulkResult:
    """How many were changed, between which history rows, and which were left as they are and why."""

    changed: int
    first: int
    last: int
    left_out: tuple[tuple[PlanItem, str], ...]


def change_many(actor: Actor, field: str, value: Any, chosen: Sequence[tuple[int, int]], reason: str) -> BulkResult:
    """Give ``field`` the ``value`` in all ``chosen`` (item, version as it was read).

    What cannot be changed, or what somebody else has changed since, is left out and told.
    """
    require(may_change_many(actor), _("Det här görs av dem som skriver i planen."))
    if len(chosen) > MOST:
        raise RuleBroken(_("Det är fler än %(most)s delar. Välj färre åt gången.") % {"most": MOST})
    with recording(actor, reason):
        items = _locked(actor, [pk for pk, _version in chosen])
        versions = dict(chosen)
        at = circumstances(actor)
        changed: list[PlanItem] = []
        left_out: list[tuple[PlanItem, str]] = []
        for item in items:
            if getattr(item, field) == value:
                continue
            why = _("Någon annan har ändrat det sedan du tittade.") if item.version != versions[item.pk] else ""
            why = why or why_not(item, field, value, at)
            if why:
                left_out.append((item, why))
                continue
            setattr(item, field, value)
            item.version += 1
            changed.append(item)
        return _write(changed, [field], left_out)


def undo_many(actor: Actor, first: int, last: int) -> BulkResult:
    """Make the opposite change of what was done between two history rows, where nothing has happened since and it is still allowed."""
    require(may_change_many(actor), _("Det här görs av dem som skriver i planen."))
    done = done_between(actor, first, last)
    if not done:
        raise RuleBroken(_("Det finns inget att ångra här."))
    with recording(actor, _("Ångrade: %(reason)s") % {"reason": done[0].row.history_change_reason}):
        items = {item.pk: item for item in _locked(actor, [each.row.id for each in done])}
        done = done_between(actor, first, last)  # once more, now that nobody else can write
        value_of = pointed_at(done)
        at = circumstances(actor)
        changed: list[PlanItem] = []
        left_out: list[tuple[PlanItem, str]] = []
        for each in done:
            item = items.get(each.row.id)
            if item is None or not each.field:
                continue
            value = value_of(each.field, each.value_before)
            why = "" if each.is_newest else _("Det har ändrats igen sedan dess.")
            why = why or why_not(item, each.field, value, at)
            if why:
                left_out.append((item, why))
                continue
            setattr(item, each.field, value)
            item.version += 1
            changed.append(item)
        return _write(changed, sorted({each.field for each in done if each.field}), left_out)


def change_owner(actor: Actor, item: PlanItem, owner: Unit, version: int) -> PlanItem:
    """Let another unit own the item. It takes one who writes for both."""
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    require(rules.may_write(actor, item.step, owner.pk), rules.who_may_write(item.step, owner))
    with recording(actor, _("Bytte ägare till %(owner)s") % {"owner": owner.name}):
        item = checks.fetch(item.pk, version)
        if item.owner_id == owner.pk:
            return item
        why = why_not(item, BulkField.OWNER, owner, circumstances(actor))
        if why:
            raise RuleBroken(why, field="owner")
        item.owner = owner
        item.version += 1
        item.save(update_fields=["owner", "version"])
    return item


def _locked(actor: Actor, pks: Sequence[int]) -> list[PlanItem]:
    """The items, locked in one order whoever asks, so that two cannot wait for each other."""
    wanted = sorted(set(pks))
    list(PlanItem.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk").values_list("pk"))
    return list(whole_rows(actor, wanted))


def _write(changed: list[PlanItem], fields: list[str], left_out: list[tuple[PlanItem, str]]) -> BulkResult:
    if not changed:
        return BulkResult(0, 0, 0, tuple(left_out))
    history.bulk_update(PlanItem, changed, [*fields, "version"])
    rows = PlanItem.history.filter(id__in=[item.pk for item in changed]).order_by("-history_id")
    ids = sorted(rows.values_list("history_id", flat=True)[: len(changed)])
    return BulkResult(len(changed), ids[0], ids[-1], tuple(left_out))
