"""What becomes of each part of a year's plan when the next year is opened: worked out from what is stored now, for the preview and the action alike.

A part whose years reach into the next year goes on by itself. One that ends with the year can be taken along as a copy, which hangs under the copy
of what it answered to, under what replaces that, or under that itself. What has been taken along already is not taken again, so opening a year
twice does no harm. Where the steering model changes, levels are matched by their key; where the organisation changes, the owner's successor owns.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.models import ActivityStatus, ItemState, Level, PlanItem
from sala_styr.decisions.models import YearState
from sala_styr.organisation.models import Unit

FINISHED = (ActivityStatus.DONE, ActivityStatus.CANCELLED)


class LevelChoice(TextChoices):
    """What is chosen for all of a level at once."""

    EACH = "var", gettext_lazy("var för sig")
    ALL = "alla", gettext_lazy("alla följer med")
    NONE = "inga", gettext_lazy("ingen följer med")


@dataclass(frozen=True)
class Choices:
    """What a person has chosen. ``shown`` are the items that stood on the page, ``taken`` those of them that were ticked; others follow the proposal."""

    levels: Mapping[int, str] = field(default_factory=dict)
    shown: frozenset[int] = frozenset()
    taken: frozenset[int] = frozenset()

    def takes(self, item: PlanItem, proposed: bool) -> bool:
        """Is ``item`` to be taken along?"""
        for_all = self.levels.get(item.step_id, LevelChoice.EACH)
        if for_all != LevelChoice.EACH:
            return for_all == LevelChoice.ALL
        return item.pk in self.taken if item.pk in self.shown else proposed


@dataclass(frozen=True)
class Candidate:
    """A part that ends with the year. ``obstacle`` says why it cannot follow though it was chosen; ``step``, ``owner_id`` and the parent are the copy's."""

    item: PlanItem
    proposed: bool
    taken: bool
    why: str
    obstacle: str = ""
    step: Level | None = None
    owner_id: int | None = None
    under_copy_of: int | None = None
    under: int | None = None

    @property
    def follows(self) -> bool:
        return self.taken and not self.obstacle


@dataclass(frozen=True)
class Opening:
    """The next year as it would be. ``goes_on``, ``already`` and ``ended`` count what needs no choice."""

    year: int
    candidates: tuple[Candidate, ...]
    goes_on: int
    already: int
    ended: int

    @property
    def following(self) -> list[Candidate]:
        return [each for each in self.candidates if each.follows]

    @property
    def left(self) -> list[Candidate]:
        """What was chosen but cannot follow."""
        return [each for each in self.candidates if each.taken and each.obstacle]


def opening_of(year: int, choices: Choices | None = None, only: Collection[int] | None = None) -> Opening:
    """What becomes of the plan of the year before ``year``. Eight queries, or nine. ``only``: these items alone are taken along."""
    items = _with_what_they_point_at(list(PlanItem.objects.in_year(year - 1).order_by("tree_id", "lft")))
    return _Sorter(year, items, choices or Choices(), only).opening()


def _with_what_they_point_at(items: list[PlanItem]) -> list[PlanItem]:
    """The items with level, owner and parent: each fetched once and shared, which is four times quicker than by joins. Three queries."""
    levels = {level.pk: level for level in Level.objects.order_by()}
    owners = {unit.pk: unit for unit in Unit.objects.order_by()}
    parents = {item.pk: item for item in items}
    outside = {item.parent_id for item in items} - parents.keys() - {None}
    parents |= PlanItem.objects.filter(pk__in=outside).in_bulk()
    for item in parents.values():
        item.step, item.owner = levels[item.step_id], owners[item.owner_id]
    for item in items:
        item.parent = parents.get(item.parent_id)
    return items


class _Sorter:
    """Sorts the items of a year; holds what must be known of the next."""

    def __init__(self, year: int, items: Sequence[PlanItem], choices: Choices, only: Collection[int] | None) -> None:
        self.year, self.items, self.choices, self.only = year, items, choices, only
        self.levels = {level.pk: level for level in Level.objects.order_by()}
        self.in_force = {level.key: level for level in Level.objects.in_force(year)}
        self.units = dict(Unit.objects.in_year(year).order_by().values_list("pk", "kind"))
        self.successors = _successors(self.units)
        self.renewed = _renewed(year)
        self.copies: dict[int, Candidate] = {}

    def opening(self) -> Opening:
        going_on = [item for item in self.items if self._goes_on(item)]
        ending = [item for item in self.items if not self._goes_on(item)]
        already = [item for item in ending if item.pk in self.renewed]
        ended = [item for item in ending if item.state == ItemState.ENDED and item.pk not in self.renewed]
        settled = {item.pk for item in (*already, *ended)}
        candidates = [self._candidate(item) for item in ending if item.pk not in settled]
        return Opening(self.year, tuple(candidates), len(going_on), len(already), len(ended))

    def _goes_on(self, item: PlanItem) -> bool:
        return item.last_year >= self.year

    def _candidate(self, item: PlanItem) -> Candidate:
        proposed, why = proposal(item)
        taken = self.choices.takes(item, proposed) if self.only is None else item.pk in self.only
        step, owner_id = self._step(item), self._owner(item)
        found = Candidate(item, proposed, taken, why, step=step, owner_id=owner_id)
        obstacle, under_copy_of, under = self._place(item, step, owner_id)
        found = Candidate(item, proposed, taken, why, obstacle, step, owner_id, under_copy_of, under)
        if found.follows:
            self.copies[item.pk] = found
        return found

    def _step(self, item: PlanItem) -> Level | None:
        """The level in the model of the next year: the same, or that of the same key."""
        return self.in_force.get(item.step.key)

    def _owner(self, item: PlanItem) -> int | None:
        """The same owner if it is there next year, else the one that continues it."""
        return item.owner_id if item.owner_id in self.units else self.successors.get(item.owner_id)

    def _place(self, item: PlanItem, step: Level | None, owner_id: int | None) -> tuple[str, int | None, int | None]:
        """Why it cannot follow, or what the copy hangs under: the copy of an item, or an item that is there."""
        if step is None:
            return _("Nivån %(level)s finns inte i styrmodellen för %(year)s.") % {"level": item.step.singular, "year": self.year}, None, None  # fmt: skip
        if owner_id is None or self.units[owner_id] not in step.unit_kinds:
            return _("%(owner)s finns inte %(year)s, och ingen enhet tar vid.") % {"owner": item.owner.name, "year": self.year}, None, None  # fmt: skip
        if item.parent is None or step.parent_id is None:
            return "", None, None
        return self._under(item.parent, step)

    def _under(self, above: PlanItem, step: Level) -> tuple[str, int | None, int | None]:
        copy = self.copies.get(above.pk)
        if copy is not None and copy.step is not None and self._answers(step, copy.step):
            return "", above.pk, None
        there = self.renewed.get(above.pk) or (above.pk if above.last_year >= self.year and above.state != ItemState.ENDED else None)  # fmt: skip
        if there is not None and self._answers(step, above.step):
            return "", None, there
        if not step.parent_required:
            return "", None, None
        return _("Det den svarar på, ”%(title)s”, följer inte med.") % {"title": above.title}, None, None

    def _answers(self, step: Level, above: Level) -> bool:
        """As ``Level.answers_to`` has it, without asking the database."""
        wanted = self.levels[step.parent_id] if step.parent_id else None
        if wanted is None:
            return False
        return wanted.pk == above.pk or (above.steering_model_id != step.steering_model_id and wanted.key == above.key)


def year_obstacle(year: int, known: Mapping[int, str]) -> str:
    """Why ``year`` cannot be opened, "" when it can. ``known``: the years that are there with their states."""
    if known.get(year) == YearState.CLOSED:
        return _("%(year)s är avslutat. Välj ett år som inte har börjat.") % {"year": year}
    if known and year not in known and year - 1 not in known:
        return _("%(before)s finns inte ännu. Öppna åren ett i taget, från det senaste.") % {"before": year - 1}
    return ""


def proposal(item: PlanItem) -> tuple[bool, str]:
    """Whether the item should be taken along, and why, before anybody has chosen."""
    if item.step.is_activity:
        if item.activity_status in FINISHED:
            return False, _("är klar") if item.activity_status == ActivityStatus.DONE else _("är avslutad i förtid")
        return True, _("är inte klar")
    if item.state == ItemState.DRAFT:
        return False, _("är ett utkast som inte har beslutats")
    if item.step.needs_decision:
        return True, _("gäller till årets slut; blir ett utkast att besluta")
    return True, _("gäller till årets slut")


def _successors(units: Collection[int]) -> dict[int, int]:
    """{a unit: the one that continues it next year}. Those that several continue are left out: a person chooses. One query."""
    found: dict[int, list[int]] = {}
    for pk, before in Unit.objects.filter(predecessor__isnull=False).order_by().values_list("pk", "predecessor_id"):
        if pk in units:
            found.setdefault(before, []).append(pk)
    return {before: after[0] for before, after in found.items() if len(after) == 1}


def _renewed(year: int) -> dict[int, int]:
    """{an item of the year before: what was copied from it or replaces it in ``year``}. One query."""
    there = PlanItem.objects.in_year(year).filter(first_year=year).exclude(state=ItemState.ENDED).order_by("pk")
    found: dict[int, int] = {}
    for pk, copied_from, replaces in there.values_list("pk", "copied_from_id", "replaces_id"):
        for before in (copied_from, replaces):
            if before is not None:
                found.setdefault(before, pk)
    return found


def next_year_of(item: PlanItem) -> Any | None:
    """What the item has become in the year after its last one: its copy, or its new wording. One query."""
    there = PlanItem.objects.filter(first_year=item.last_year + 1).exclude(state=ItemState.ENDED).order_by("pk")
    return there.filter(copied_from=item).first() or there.filter(replaces=item).first()
