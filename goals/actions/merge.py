"""Letting a plan amendment into the plan: three-way, all or nothing, and never over what somebody else has changed unseen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from goals import rules as plan_rules
from goals.actions import checks
from goals.actions.amendments import fetch_open, touch
from goals.actions.decide import check_end
from goals.actions.plan import require_open
from goals.actions.wordings import copy_links, take_over
from goals.merging import merge
from goals.models import ActivityStatus, Amendment, AmendmentChange, AmendmentState, ItemState, PlanItem
from goals.queries.amendments import ENDED, POINTERS, fill, newest_wordings, proposed_fields, snapshot
from goals.rules import amendments as rules
from goals.wording import WORDING
from sala_styr import trees
from sala_styr.decisions.models import Decision
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require, require_own_hand

Seen = Mapping[int, tuple[int, int]]
"""For each change of something that exists: the wording that was shown as the plan's, and its version."""
Answers = Mapping[int, Mapping[str, Any]]
"""For each change: {field: the value a person chose}, as values are kept in changes."""


class Unanswered(RuleBroken):
    """Somebody else has changed the same fields. ``questions``: (change, field) for each that a person needs to answer."""

    def __init__(self, questions: list[tuple[int, str]]) -> None:
        super().__init__(_("Svara först på vad som ska gälla där planen har ändrats på annat håll."))
        self.questions = questions


def merge_amendment(
    actor: Actor,
    amendment: Amendment,
    version: int,
    seen: Seen,
    answers: Answers,
    decision: Decision | None = None,
) -> Amendment:
    """Write all the amendment's changes into the plan, in one transaction and with the amendment's name as the reason.

    ``version`` and ``seen`` say what the person has read: EditConflict when anything of it is no longer so. Unanswered when a field that was
    changed meanwhile has no answer. What a body has decided gets a new wording with ``decision``, which is then required.
    """
    require_own_hand(actor)
    require(rules.may_prepare(actor, amendment.owner_id), rules.who_may_prepare(amendment.owner))
    with recording(actor, _("Planändring: %(name)s") % {"name": amendment.name}), trees.tree_lock(PlanItem):
        amendment = fetch_open(amendment.pk, version)
        if decision is not None:
            checks.check_decision(amendment.owner, decision)
        work = _Work(actor, amendment, decision, newest_wordings())
        work.read(seen, answers)
        work.write()
        amendment.state = AmendmentState.MERGED
        amendment.decision = decision
        touch(amendment, ["state", "decision"])
    return amendment


@dataclass
class _Step:
    """One change, the wording it is made to (None for something new) and what it shall say."""

    change: AmendmentChange
    item: PlanItem | None
    values: dict[str, Any]

    @property
    def is_end(self) -> bool:
        return self.item is not None and bool(self.values.get(ENDED))


@dataclass
class _Work:
    actor: Actor
    amendment: Amendment
    decision: Decision | None
    newest: dict[int, int]
    steps: list[_Step] = field(default_factory=list)

    def read(self, seen: Seen, answers: Answers) -> None:
        """What shall be written, after everything has been compared with the plan as it is now. Nothing is written."""
        self._lock()
        questions: list[tuple[int, str]] = []
        for change in self.amendment.changes.select_related("step", "item").order_by(
            "item__tree_id", "item__lft", "pk"
        ):
            if change.item_id is None:
                self.steps.append(_Step(change, None, dict(change.proposed)))
                continue
            item = checks.fetch(self.newest.get(change.item_id, change.item_id))
            if seen.get(change.pk) != (item.pk, item.version):
                raise EditConflict(_("Planen har ändrats sedan du läste den. Läs igen och svara på det som är nytt."))
            if proposed_fields(change):
                questions += [(change.pk, name) for name in self._add(change, item, answers.get(change.pk, {}))]
        if questions:
            raise Unanswered(questions)
        if not self.steps:
            raise RuleBroken(_("Planändringen föreslår inget ännu."))

    def _lock(self) -> None:
        """All that is changed, in the order in which others lock many too, so that two cannot wait for each other."""
        pks = self.amendment.changes.filter(item__isnull=False).values_list("item_id", flat=True)
        current = [self.newest.get(pk, pk) for pk in pks]
        list(PlanItem.objects.select_for_update(of=("self",)).filter(pk__in=current).order_by("pk").values_list("pk"))

    def _add(self, change: AmendmentChange, item: PlanItem, answers: Mapping[str, Any]) -> tuple[str, ...]:
        """Plan the change of one item. Returns the fields that are not answered."""
        if item.state == ItemState.ENDED and not change.proposed.get(ENDED):
            raise RuleBroken(
                _("”%(title)s” har avslutats i planen. Ta ut det ur planändringen först.") % {"title": item.title}
            )
        merged = merge(change.base, snapshot(item), change.proposed, answers, (*WORDING, ENDED))
        if item.state != ItemState.ENDED:
            self.steps.append(_Step(change, item, merged.values))
        return () if item.state == ItemState.ENDED else merged.unanswered

    def write(self) -> None:
        """Wordings from the top of the tree down, then what is new, then endings from below and up."""
        for step in self.steps:
            if step.item is not None and not step.is_end:
                self._change(step, step.item)
        for step in self.steps:
            if step.item is None:
                self._add_new(step)
        for step in reversed(self.steps):
            if step.is_end and step.item is not None:
                self._end(step, step.item)

    def _change(self, step: _Step, item: PlanItem) -> None:
        require(
            plan_rules.may_write(self.actor, item.step, item.owner_id), plan_rules.who_may_write(item.step, item.owner)
        )
        now = snapshot(item)
        differing = {name for name in WORDING if name != "parent" and now[name] != step.values.get(name)}
        if item.state == ItemState.DECIDED:
            differing.discard("first_year")  # when a new wording begins is no change by itself
        parent, at = self._parent(step), PlanItem.objects.values_list("parent_id", flat=True).get(pk=item.pk)
        moves_to = parent if parent is not None and parent.pk != at else None
        if not differing and moves_to is None:
            return
        if item.state == ItemState.DECIDED:
            self._new_wording(step, item)
        else:
            self._edit(step, item, parent, moves_to)

    def _new_wording(self, step: _Step, item: PlanItem) -> None:
        decision = self._decision(item.title)
        if item.replaced_by.filter(state=ItemState.DRAFT).exists():
            raise RuleBroken(
                _("Det finns redan ett utkast till ny lydelse av ”%(title)s”. Besluta det eller ta bort det först.")
                % {"title": item.title}
            )
        new = PlanItem(step=item.step, owner=item.owner, state=ItemState.DECIDED, decision=decision, replaces=item)
        fill(new, step.values)
        if not item.first_year <= new.first_year <= item.last_year + 1:
            raise RuleBroken(
                _("”%(title)s” gäller %(years)s. Den nya lydelsen behöver ta vid där.")
                % {"title": item.title, "years": checks.years_text(item)}
            )
        self._require_responsible(new)
        new = copy_links(item, self._insert(new, step))
        take_over(checks.fetch(item.pk), new, but=self._moved_by_themselves())
        for old in [item.pk, *(pk for pk, now in self.newest.items() if now == item.pk)]:
            self.newest[old] = new.pk

    def _edit(self, step: _Step, item: PlanItem, parent: PlanItem | None, moves_to: PlanItem | None) -> None:
        require_open(item)
        checks.check_place(item.step, parent)
        fill(item, step.values)
        self._check(item, parent)
        item.version += 1
        names = [f"{name}_id" if name in POINTERS else name for name in WORDING if name != "parent"]
        if moves_to is None:
            item.save(update_fields=[*names, "version"])
        else:  # one history row for an item: the move's own tells the whole
            item.save_without_historical_record(update_fields=[*names, "version"])
            trees.move(PlanItem, item.pk, moves_to.pk)

    def _add_new(self, step: _Step) -> None:
        level, owner = step.change.step, self.amendment.owner
        require(plan_rules.may_write(self.actor, level, owner.pk), plan_rules.who_may_write(level, owner))
        new = PlanItem(step=level, owner=owner, state=ItemState.ACTIVE)
        new.activity_status = ActivityStatus.NOT_STARTED if level.is_activity else ""
        fill(new, step.values)
        if level.needs_decision:
            new.state, new.decision = ItemState.DECIDED, self._decision(new.title)
            self._require_responsible(new)
        step.change.item = self._insert(new, step)
        step.change.version += 1
        step.change.save(update_fields=["item", "version"])

    def _end(self, step: _Step, item: PlanItem) -> None:
        require(plan_rules.may_end(self.actor, item.step, item.owner_id), plan_rules.who_may_end(item.step, item.owner))
        item = checks.fetch(item.pk)
        decision = self._decision(item.title) if item.step.needs_decision else None
        check_end(item, step.values["last_year"], decision)
        item.state, item.last_year, item.end_decision = ItemState.ENDED, step.values["last_year"], decision
        item.version += 1
        item.save(update_fields=["state", "last_year", "end_decision", "version"])

    def _insert(self, new: PlanItem, step: _Step) -> PlanItem:
        parent = self._parent(step)
        checks.check_place(new.step, parent)
        self._check(new, parent)
        new.parent_id = None  # the tree gives it its place
        return trees.insert(new, parent.pk if parent else None)

    def _parent(self, step: _Step) -> PlanItem | None:
        """What it shall answer to, in the wording that stands now."""
        pk = step.values.get("parent")
        return None if pk is None else checks.fetch(self.newest.get(pk, pk))

    def _moved_by_themselves(self) -> set[int]:
        edited = (step.item for step in self.steps if step.item is not None and not step.is_end)
        return {item.pk for item in edited if item.state != ItemState.DECIDED}

    def _decision(self, title: str) -> Decision:
        """The body's decision, which its chair enters."""
        require(rules.may_merge(self.actor, self.amendment, True), rules.who_may_merge(self.amendment.owner))
        if self.decision is None:
            raise RuleBroken(
                _("”%(title)s” är beslutat. Välj beslutet som planändringen vilar på.") % {"title": title},
                field="decision",
            )
        return self.decision

    @staticmethod
    def _check(item: PlanItem, parent: PlanItem | None) -> None:
        checks.check_years(item.first_year, item.last_year, parent)
        checks.check_dates(item.start_date, item.end_date)

    @staticmethod
    def _require_responsible(item: PlanItem) -> None:
        if item.responsible_id is None:
            raise RuleBroken(
                _("”%(title)s” har ingen ansvarig person. Välj vem som ska svara för det.") % {"title": item.title}
            )
