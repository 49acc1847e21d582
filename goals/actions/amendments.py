"""Preparing a plan amendment: opening it, taking parts of the plan into it, proposing, and dropping it. The plan itself is not touched."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from goals.actions import checks
from goals.models import Amendment, AmendmentChange, AmendmentState, ItemState, Level, PlanItem
from goals.queries.amendments import ENDED, of_owner, snapshot, stored
from goals.rules import amendments as rules
from goals.rules import may_see, may_write, who_may_write
from goals.wording import WORDING
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require

DAYS = ("start_date", "end_date")


def open_amendment(actor: Actor, *, name: str, owner: Unit, year: int, reason: str) -> Amendment:
    """Begin on an amendment of the owner's plan."""
    require(rules.may_prepare(actor, owner.pk), rules.who_may_prepare(owner))
    with recording(actor, _("Påbörjade en planändring")):
        return Amendment.objects.create(name=name, owner=owner, year=year, reason=reason, opened_by=actor.user)


def edit_amendment(actor: Actor, amendment: Amendment, version: int, *, name: str, reason: str) -> Amendment:
    """Change what the amendment is called and why it is made."""
    require(rules.may_prepare(actor, amendment.owner_id), rules.who_may_prepare(amendment.owner))
    with recording(actor, _("Ändrade planändringen")):
        amendment = fetch_open(amendment.pk, version)
        if (amendment.name, amendment.reason) != (name, reason):
            amendment.name, amendment.reason = name, reason
            touch(amendment, ["name", "reason"])
    return amendment


def drop_amendment(actor: Actor, amendment: Amendment, version: int) -> Amendment:
    """Lay the amendment aside. It stays readable; the plan stays as it is."""
    require(rules.may_prepare(actor, amendment.owner_id), rules.who_may_prepare(amendment.owner))
    with recording(actor, _("Lade ned planändringen")):
        amendment = fetch_open(amendment.pk, version)
        amendment.state = AmendmentState.DROPPED
        touch(amendment, ["state"])
    return amendment


def take_items(actor: Actor, amendment: Amendment, items: Iterable[PlanItem]) -> list[AmendmentChange]:
    """Take a copy of each item into the amendment, to be changed there. One that is there already stays as it is."""
    require(rules.may_prepare(actor, amendment.owner_id), rules.who_may_prepare(amendment.owner))
    with recording(actor, _("Tog in i planändringen")):
        amendment = fetch_open(amendment.pk)
        there = set(amendment.changes.values_list("item_id", flat=True))
        made = [_take(actor, amendment, pk) for pk in sorted({item.pk for item in items} - there)]
        if made:
            touch(amendment)
    return made


def _take(actor: Actor, amendment: Amendment, pk: int) -> AmendmentChange:
    item = checks.fetch(pk)
    require(may_write(actor, item.step, item.owner_id), who_may_write(item.step, item.owner))
    if not of_owner(amendment.owner).filter(pk=pk).exists():
        raise RuleBroken(
            _("”%(title)s” ägs inte av %(owner)s eller är avslutat. Det kan inte ändras här.")
            % {"title": item.title, "owner": amendment.owner.name}
        )
    if item.last_year < amendment.year:
        raise RuleBroken(
            _("”%(title)s” gäller inte %(year)s eller senare. Det kan inte ändras här.")
            % {"title": item.title, "year": amendment.year}
        )
    base = snapshot(item)
    proposed = base | new_wording_years(item, amendment.year)
    return AmendmentChange.objects.create(amendment=amendment, item=item, step=item.step, base=base, proposed=proposed)


def new_wording_years(item: PlanItem, year: int) -> dict[str, int]:
    """When a new wording of what is decided would begin: with the amendment's year, or where the item begins or has ended. Nothing for the rest."""
    if item.state != ItemState.DECIDED:
        return {}
    first = min(max(year, item.first_year), item.last_year + 1)
    return {"first_year": first, "last_year": max(first, item.last_year)}


def propose_new(
    actor: Actor, amendment: Amendment, *, step: Level, parent: PlanItem | None, **fields: Any
) -> AmendmentChange:
    """Propose a new part of the plan under ``parent``, owned by the amendment's owner."""
    require(rules.may_prepare(actor, amendment.owner_id), rules.who_may_prepare(amendment.owner))
    require(may_write(actor, step, amendment.owner_id), who_may_write(step, amendment.owner))
    with recording(actor, _("Föreslog något nytt i planändringen")):
        amendment = fetch_open(amendment.pk)
        checks.check_owner(step, amendment.owner)
        if parent is not None:
            require(may_see(actor, parent), who_may_write(parent.step, parent.owner))
        checks.check_place(step, parent)
        said = {"description": "", "parent": parent} | fields
        proposed = {name: stored(name, said.get(name)) for name in WORDING}
        _check(step, fields, parent)
        touch(amendment)
        return AmendmentChange.objects.create(amendment=amendment, step=step, parent=parent, proposed=proposed)


def edit_change(actor: Actor, change: AmendmentChange, version: int, **fields: Any) -> AmendmentChange:
    """Write what the item shall say. The plan is not touched, and what was proposed to end goes on after all."""
    with recording(actor, _("Ändrade förslaget i planändringen")):
        change = _fetch_change(actor, change, version)
        names = [name for name in WORDING if name in fields and (change.step.is_activity or name not in DAYS)]
        parent = fields["parent"] if "parent" in names else None
        if parent is not None:
            checks.check_place(change.step, parent)
        proposed = change.proposed | {name: stored(name, fields[name]) for name in names}
        proposed.pop(ENDED, None)
        if change.item_id is not None:
            proposed[ENDED] = False
        _check(change.step, fields, parent)
        if proposed == change.proposed:
            return change
        change.proposed = proposed
        if change.item_id is None and parent is not None:
            change.parent = parent
        _save(change)
    return change


def propose_end(actor: Actor, change: AmendmentChange, version: int, last_year: int) -> AmendmentChange:
    """Propose that the item ends after ``last_year``, with the text it has."""
    with recording(actor, _("Föreslog ett avslut i planändringen")):
        change = _fetch_change(actor, change, version)
        if change.item_id is None or change.base.get(ENDED):
            raise RuleBroken(_("Bara det som gäller kan avslutas. Ta ut förslaget i stället."))
        if change.item is not None and change.item.state == ItemState.DRAFT:
            raise RuleBroken(_("Ett utkast avslutas inte. Ta bort det ur planen i stället."))
        if not change.base["first_year"] <= last_year <= change.base["last_year"]:
            raise RuleBroken(
                _("Välj ett år mellan %(first)s och %(last)s.")
                % {"first": change.base["first_year"], "last": change.base["last_year"]},
                field="last_year",
            )
        change.proposed = change.base | {ENDED: True, "last_year": last_year}
        _save(change)
    return change


def take_out(actor: Actor, change: AmendmentChange, version: int) -> None:
    """Take the change out of the amendment. The plan stays as it is."""
    with recording(actor, _("Tog ut ur planändringen")):
        change = _fetch_change(actor, change, version)
        touch(change.amendment)
        change.delete()


def fetch_open(pk: int, version: int | None = None) -> Amendment:
    """The amendment, locked until the transaction ends. Raises EditConflict, or RuleBroken when it is merged or dropped already."""
    amendment = Amendment.objects.select_for_update(of=("self",)).select_related("owner").get(pk=pk)
    if amendment.state != AmendmentState.OPEN:
        raise RuleBroken(
            _("Planändringen är %(state)s och kan inte ändras.") % {"state": amendment.get_state_display()}
        )
    if version is not None and amendment.version != version:
        raise EditConflict(_("Någon annan har ändrat i planändringen sedan du öppnade den."))
    return amendment


def _fetch_change(actor: Actor, change: AmendmentChange, version: int) -> AmendmentChange:
    """The change as it is now, for one who may change it. Its amendment is locked."""
    require(rules.may_prepare(actor, change.amendment.owner_id), rules.who_may_prepare(change.amendment.owner))
    found = fetch_open(change.amendment_id).changes.select_related("step", "item").filter(pk=change.pk).first()
    if found is None:
        raise RuleBroken(_("Det finns inte längre i planändringen. Någon annan har tagit ut det."))
    if found.version != version:
        raise EditConflict(_("Någon annan har ändrat förslaget sedan du öppnade det."))
    return found


def _check(step: Level, fields: dict[str, Any], parent: PlanItem | None) -> None:
    if "first_year" in fields and "last_year" in fields:
        checks.check_years(fields["first_year"], fields["last_year"], parent)
    if step.is_activity:
        checks.check_dates(fields.get("start_date"), fields.get("end_date"))


def _save(change: AmendmentChange) -> None:
    touch(change.amendment)
    change.version += 1
    change.save(update_fields=["proposed", "parent", "version"])


def touch(amendment: Amendment, fields: Iterable[str] = ()) -> None:
    """The amendment is at a new version, whatever was changed in it: who merges it has then read all of it."""
    amendment.version += 1
    amendment.save(update_fields=[*fields, "version"])
