"""What the rows of a file answer to: something in the plan, or another row of the same file that is not there yet."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goals.exchange.more_parents import parts
from goals.exchange.reading import Names
from goals.exchange.surroundings import titles
from goals.models import PlanItem
from goals.models.plan_item import PlanItemQuerySet
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.tables.back import fold

if TYPE_CHECKING:
    from goals.exchange.plan_in import Draft

ROW = ("rad", "row")
STEP_DOWN = ">"


class Parents:
    """Finds what a row answers to: by id, by the name that the file gave another row, by its number, or by title. Three queries at most."""

    def __init__(self, actor: Actor, drafts: Sequence["Draft"]) -> None:
        self.actor, self.drafts = actor, drafts
        self.by_name = {draft.row.text("id").casefold(): draft for draft in drafts if draft.row.text("id")}
        self.by_number = {draft.line.number: draft for draft in drafts}
        self.by_title = Names()
        for draft in drafts:
            self.by_title.add(draft.item, draft.row.text("title"))
        self.draft_of = {id(draft.item): draft for draft in drafts}
        self.old = self._old(drafts)

    def _old(self, drafts: Sequence["Draft"]) -> dict[int, PlanItem]:
        """The parts of the plan that the rows point at by id; those that are rows themselves as the file would have them."""
        wanted = {draft.row.text("parent") for draft in drafts}
        wanted |= {part for draft in drafts for part in parts(draft.row.text("also"))}
        ids = {int(text) for text in wanted if text.isascii() and text.isdigit() and len(text) < 19}
        found: dict[int, PlanItem] = self._items().in_bulk(ids)
        return found | {draft.item.pk: draft.item for draft in drafts if draft.item.pk in ids}

    def _items(self) -> PlanItemQuerySet:
        found: PlanItemQuerySet = PlanItem.objects.visible_to(self.actor)
        return found.prefetch_related("step__steering_model", "step__parent", "owner")

    def of(self, draft: "Draft") -> PlanItem | None:
        """What the row answers to; None for nothing. Raises RuleBroken when it cannot be found."""
        pointed, title = draft.row.text("parent"), draft.row.text("parent_title")
        if pointed:
            found = self.pointed(pointed)
        elif title:
            found = self._titled(title, draft)
        else:
            return None
        if found is draft.item or (found.pk is not None and found.pk == draft.item.pk):
            raise RuleBroken(_("Raden kan inte svara på sig själv."), field="parent")
        return found

    def pointed(self, text: str) -> PlanItem:
        """What an id, a name that the file has given, or ``rad 7`` points at. Raises RuleBroken."""
        word, _space, number = text.casefold().partition(" ")
        if text.casefold() in self.by_name:
            return self.by_name[text.casefold()].item
        if word in ROW and number.isascii() and number.isdigit() and int(number[:9]) in self.by_number:
            return self.by_number[int(number[:9])].item
        if text.isascii() and text.isdigit() and int(text[:18]) in self.old:
            return self.old[int(text[:18])]
        raise RuleBroken(
            _(
                "”%(text)s” finns varken i planen eller i filen. Skriv ett id, ett namn ur kolumnen Id, eller till exempel rad 7."
            )
            % {"text": text[:40]},
            field="parent",
        )

    def _titled(self, text: str, draft: "Draft") -> PlanItem:
        path = [part.strip() for part in text.split(STEP_DOWN) if part.strip()]
        found = self._candidates(text, draft)
        if not found and len(path) > 1:
            found = [item for item in self._candidates(path[-1], draft) if self._lies_under(item, path[:-1])]
        if len(found) == 1:
            return found[0]
        what = _("Flera delar heter ”%(text)s”. Skriv vägen dit med > emellan, eller id i kolumnen Svarar på.")
        none = _("Det finns inget i planen eller i filen med rubriken ”%(text)s” som raden kan svara på.")
        raise RuleBroken((what if found else none) % {"text": text[:80]}, field="parent_title")

    def _candidates(self, title: str, draft: "Draft") -> list[PlanItem]:
        """What has the title and is of a level that the row's own can answer to, in the file first and then in the plan."""
        fits = [item for item in self.by_title.called(title) if item is not draft.item and self._fits(item, draft)]
        rows = {item.pk for item in fits if item.pk} | {draft.item.pk}
        old = [item for item in self.plan_by_title.called(title) if item.pk not in rows]
        return fits + [item for item in old if self._fits(item, draft)]

    @cached_property
    def plan(self) -> dict[int, PlanItem]:
        """The plan of the years that the file is about. Only fetched when a row points by title."""
        years = [
            year for draft in self.drafts for year in (draft.item.first_year, draft.item.last_year) if year is not None
        ]
        found = self._items().filter(first_year__lte=max(years), last_year__gte=min(filter(None, years), default=0))
        return {item.pk: item for item in found}

    @cached_property
    def plan_by_title(self) -> Names:
        return titles(self.plan.values())

    def _fits(self, item: PlanItem, draft: "Draft") -> bool:
        """Can the row answer to the item, as far as is known of their levels and years?"""
        if item.first_year > draft.item.last_year or item.last_year < draft.item.first_year:
            return False
        if draft.item.step_id is None or item.step_id is None:
            return True
        return draft.item.step.answers_to(item.step)

    def _lies_under(self, item: PlanItem, path: Sequence[str]) -> bool:
        """Is the way up from the item the one that was written?"""
        for title in reversed(path):
            above = self._above(item)
            if above is None or fold(above.title) != fold(title):
                return False
            item = above
        return True

    def _above(self, item: PlanItem) -> PlanItem | None:
        draft = self.draft_of.get(id(item))
        if draft is not None and (draft.row.text("parent") or draft.row.text("parent_title")):
            return self.of(draft)
        return self.plan.get(item.parent_id) if item.parent_id else None
