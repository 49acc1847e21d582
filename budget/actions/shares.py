"""A line that several parts of the plan have together: its shares make the whole, and their amounts are the line's to the öre."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from budget.actions.detail import not_linkable, require_manager, require_open, same_version
from budget.actions.locks import year_lock
from budget.actions.settling import WHOLE, cut
from budget.models import DetailLine, LineLink, LineShare
from goals.models import PlanItem
from goals.queries import linkable_items
from sala_styr.errors import RuleBroken
from sala_styr.history import bulk_create, recording
from sala_styr.organisation.actor import Actor


def share_line(actor: Actor, line: DetailLine, parts: Sequence[tuple[PlanItem, int]], version: int) -> DetailLine:
    """Let several parts of the plan have a line together: (part, hundredths of a percent), which make 100 %.

    Raises Refused, RuleBroken when the budget is locked or the parts do not make the whole, EditConflict when somebody else has changed the line.
    """
    require_manager(actor, line.unit)
    _require_whole(parts)
    _require_known(line, [item for item, _share in parts])
    with recording(actor, _("Delade raden mellan delar av planen")), year_lock(line.year):
        require_open(line.unit, line.year)
        now = same_version(line, version)
        now.link, now.plan_item = LineLink.SHARED, None
        now.version += 1
        now.save()
        now.shares.all().delete()
        bulk_create(LineShare, cut(now, parts))
    return now


def _require_whole(parts: Sequence[tuple[PlanItem, int]]) -> None:
    if len(parts) < 2:
        raise RuleBroken(_("Välj minst två delar av planen. Hör raden till en enda väljer du den på radens sida."))
    if len({item.pk for item, _share in parts}) < len(parts):
        raise RuleBroken(_("Samma del av planen står två gånger. Lägg ihop andelarna."))
    if any(share <= 0 for _item, share in parts):
        raise RuleBroken(_("Varje andel är större än 0 procent."))
    rest = WHOLE - sum(share for _item, share in parts)
    if rest:
        words = _("%(rest)s procent är kvar att fördela.") if rest > 0 else _("Det är %(rest)s procent för mycket.")
        told = _("Andelarna är tillsammans %(sum)s procent. ") + words
        raise RuleBroken(told % {"sum": percent(WHOLE - rest), "rest": percent(abs(rest))})


def _require_known(line: DetailLine, items: Sequence[PlanItem]) -> None:
    """New parts are such as the unit works with that year; what the line belongs to already may stay. Two queries."""
    known = set(linkable_items(line.unit, line.year).values_list("pk", flat=True))
    known |= {line.plan_item_id or 0, *line.shares.values_list("plan_item_id", flat=True)}
    for item in items:
        if item.pk not in known:
            raise not_linkable(item, line.unit, line.year)


def percent(share: int) -> str:
    """Hundredths of a percent as they are written: ``3350`` → ``33,5``."""
    whole, rest = divmod(share, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",") if rest else str(whole)
