"""The plan amendments that are being prepared, each by one who may."""

from typing import Any

from followup.demo.chain import Plan
from followup.demo.content.amendments import AMENDMENTS, Text
from followup.demo.organisation import Units
from followup.demo.people import People
from goals.actions import amendments as actions
from goals.models import AmendmentChange, PlanItem
from sala_styr import history
from sala_styr.organisation.actor import actor_for


def load_amendments(units: Units, people: People, plan: Plan) -> None:
    """Through the actions themselves; then what somebody else has written in the plan meanwhile."""
    by_title = {text.title: item for text, item in plan.pairs}
    for text in AMENDMENTS:
        _load(text, units, people, by_title)


def _load(text: Text, units: Units, people: People, by_title: dict[str, PlanItem]) -> None:
    actor = actor_for(people.examples[text.by])
    amendment = actions.open_amendment(
        actor, name=text.name, owner=units[text.owner], year=text.year, reason=text.reason
    )
    items = {proposal.title: PlanItem.objects.get(pk=by_title[proposal.title].pk) for proposal in text.proposals}
    changes = {change.item_id: change for change in actions.take_items(actor, amendment, items.values())}
    for proposal in text.proposals:
        item = items[proposal.title]
        change = changes[item.pk]
        actions.edit_change(actor, change, change.version, **_wording(item, change) | proposal.proposed)
    _change_meanwhile(text, items)


def _wording(item: PlanItem, change: AmendmentChange) -> dict[str, Any]:
    """All that a form would send, unchanged."""
    names = ("title", "description", "parent", "responsible", "start_date", "end_date", "area")
    years = {name: change.proposed[name] for name in ("first_year", "last_year")}
    return {name: getattr(item, name) for name in names} | years


def _change_meanwhile(text: Text, items: dict[str, PlanItem]) -> None:
    changed = []
    for proposal in text.proposals:
        for name, value in proposal.meanwhile.items():
            item = items[proposal.title]
            setattr(item, name, value)
            item.version += 1
            changed.append(item)
    if changed:
        history.bulk_update(PlanItem, changed, ["title", "description", "version"])
