"""Making, changing, moving and deleting parts of the plan."""

from collections.abc import Callable
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from goals import rules
from goals.actions import checks
from goals.models import ActivityStatus, ItemState, Level, PlanItem
from sala_styr import trees
from sala_styr.decisions.queries import all_closed
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require

TEXT_FIELDS = ("title", "description", "responsible", "area", "first_year", "last_year")
ACTIVITY_FIELDS = ("start_date", "end_date")


def create_item(
    actor: Actor,
    *,
    step: Level,
    owner: Unit,
    parent: PlanItem | None,
    title: str,
    first_year: int,
    last_year: int,
    **more: Any,
) -> PlanItem:
    """Add an item under ``parent``: a draft where the level needs a decision, otherwise in force at once.

    ``more``: description, responsible, area, and for activities start_date, end_date. Raises Refused, or RuleBroken with the field it is about.
    """
    require(rules.may_write(actor, step, owner.pk), rules.who_may_write(step, owner))
    checks.check_owner(step, owner)
    checks.check_in_force(step, first_year)
    allowed = {"description", "responsible", "area", *(ACTIVITY_FIELDS if step.is_activity else ())}
    item = PlanItem(step=step, owner=owner, title=title, first_year=first_year, last_year=last_year)
    for name, value in more.items():
        if name in allowed:
            setattr(item, name, value)
    item.state = ItemState.DRAFT if step.needs_decision else ItemState.ACTIVE
    item.activity_status = ActivityStatus.NOT_STARTED if step.is_activity else ""
    with recording(actor, _("Lade till %(what)s") % {"what": step.singular}), trees.tree_lock(PlanItem):
        above = checks.fetch(parent.pk) if parent else None
        if above:
            require(rules.may_see(actor, above), rules.who_may_write(above.step, above.owner))
        checks.check_place(step, above)
        checks.check_years(first_year, last_year, above)
        checks.check_not_closed(first_year, last_year)
        checks.check_dates(item.start_date, item.end_date)
        return trees.insert(item, above.pk if above else None)


def edit_item(actor: Actor, item: PlanItem, version: int, **changes: Any) -> PlanItem:
    """Change the text, years, responsible person and dates of what is a draft or in force without decision.

    Nothing is written, and no history, when nothing differs. Raises EditConflict when ``version`` is not the stored one.
    """
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    with recording(actor, _("Ändrade %(what)s") % {"what": item.step.singular}):
        item = checks.fetch(item.pk, version)
        require_open(item)
        names = TEXT_FIELDS + (ACTIVITY_FIELDS if item.step.is_activity else ())
        changed = [name for name in names if name in changes and getattr(item, name) != changes[name]]
        if not changed:
            return item
        for name in changed:
            setattr(item, name, changes[name])
        checks.check_years(item.first_year, item.last_year, item.parent)
        if "first_year" in changed or "last_year" in changed:
            checks.check_not_closed(item.first_year, item.last_year)
        checks.check_dates(item.start_date, item.end_date)
        item.version += 1
        item.save(update_fields=[*changed, "version"])
    return item


def move_item(actor: Actor, item: PlanItem, new_parent: PlanItem | None, version: int) -> PlanItem:
    """Let the item, with all below it, answer to ``new_parent`` instead, or to nothing where its level may. Its owner stays the same."""
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    with recording(actor, _("Flyttade %(what)s") % {"what": item.step.singular}), trees.tree_lock(PlanItem):
        # The tree's lock comes before the row's in every action, so that two of them cannot wait for each other.
        item = checks.fetch(item.pk, version)
        require_open(item)
        above = checks.fetch(new_parent.pk) if new_parent else None
        if above:
            require(rules.may_see(actor, above), rules.who_may_write(above.step, above.owner))
        checks.check_place(item.step, above)
        checks.check_years(item.first_year, item.last_year, above)
        item.version += 1
        item.save(update_fields=["version"])
        return trees.move(PlanItem, item.pk, above.pk if above else None)


def delete_item(actor: Actor, item: PlanItem, version: int) -> None:
    """Delete a draft, or something in force that nothing hangs on. What has been decided or used is ended instead."""
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    with recording(actor, _("Tog bort %(what)s") % {"what": item.step.singular}), trees.tree_lock(PlanItem):
        item = checks.fetch(item.pk, version)
        require_open(item)
        try:
            trees.delete(PlanItem, item.pk)
        except ProtectedError as error:
            raise RuleBroken(
                _("”%(title)s” används: där finns indikatorer, pengar eller bedömningar. Avsluta i stället.")
                % {"title": item.title}
            ) from error


def require_open(item: PlanItem, closed: Callable[[int, int], bool] = all_closed) -> None:
    """Raises RuleBroken when the text is decided, ended or only of closed years, and says what to do instead.

    ``closed``: are all the years from the one to the other closed? For those who ask about many items and remember the answers.
    """
    if item.state == ItemState.DECIDED:
        raise RuleBroken(
            _("”%(title)s” är beslutat och kan inte ändras. Gör en ny lydelse som får ett eget beslut.")
            % {"title": item.title}
        )
    if not rules.is_open(item):
        raise RuleBroken(_("”%(title)s” är avslutat och kan inte ändras.") % {"title": item.title})
    if item.state != ItemState.DRAFT and closed(item.first_year, item.last_year):
        raise RuleBroken(
            _(
                "”%(title)s” gäller bara år som är avslutade. Rätta det som en ny lydelse, så att det som gällde då går att läsa."
            )
            % {"title": item.title}
        )
