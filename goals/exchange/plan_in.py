"""A file about the plan, understood: what each row would make or change, by the same rules as the pages follow.

Nothing is written here. A row that somebody has changed since the file was fetched is told with both texts, and never overwritten.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goals import rules
from goals.actions import checks
from goals.actions.plan import require_open
from goals.exchange.more_parents import added, check_links
from goals.exchange.parents import Parents
from goals.exchange.plan_columns import FIXED, NEEDED, TEXTS, items_with_all, plan_columns, plan_row
from goals.exchange.reading import Row, differing, read_rows, told
from goals.exchange.surroundings import Surroundings, is_in_force
from goals.exchange.understood import Change, Line, Understood
from goals.hints import hints_in
from goals.models import ActivityStatus, Area, ItemState, PlanItem
from goals.queries.bulk import circumstances
from goals.rules.bulk import why_not
from sala_styr.errors import Refused, RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, User
from sala_styr.organisation.rules import require
from sala_styr.tables import Sheet, Value

DATES = ("start_date", "end_date")
PUT_ON_NEW = ("responsible", "area", *DATES, "activity_status")
LONGEST_TITLE = 200
WORDS = {"title", "description"}
YEARS = {"first_year", "last_year"}
QUIET = {"activity_status", "responsible"}
"""What can be changed of what is decided too: it is no part of what was decided."""


@dataclass
class Draft:
    """A row with the part of the plan that it is about, as it would be (in memory), and what it would answer to."""

    row: Row
    item: PlanItem
    changed: list[str] = field(default_factory=list)
    above: PlanItem | None = None
    moves: bool = False
    linked: list[PlanItem] = field(default_factory=list)

    @property
    def line(self) -> Line:
        return self.row.line


def understand_plan(actor: Actor, sheet: Sheet) -> Understood:
    """What the file would do. Raises TableError when it is another kind of table."""
    return Understood([draft.line for draft in PlanReader(actor, sheet).drafts])


class PlanReader:
    """Reads the whole file: first every row by itself, then what they answer to, then the rules. A constant number of queries."""

    def __init__(self, actor: Actor, sheet: Sheet, lock: bool = False) -> None:
        self.actor, self.columns, self.around = actor, plan_columns(), Surroundings()
        self.at = circumstances(actor)
        self.fitting: set[tuple[int, int]] = set()
        rows = read_rows(sheet, self.columns, NEEDED)
        self.stored = self._fetch(rows, lock)
        self.before = {pk: plan_row(item, self.around) for pk, item in self.stored.items()}
        self.drafts = [self._draft(row) for row in rows]
        self._blame_twins()
        self.parents = Parents(actor, self.drafts)
        for draft in self.drafts:
            self._place(draft)
        for draft in self.drafts:
            self._obey(draft)

    @property
    def understood(self) -> Understood:
        return Understood([draft.line for draft in self.drafts])

    def _fetch(self, rows: Sequence[Row], lock: bool) -> dict[int, PlanItem]:
        ids = {int(row.text("id")) for row in rows if is_number(row.text("id"))}
        items = items_with_all(self.actor)
        return (items.select_for_update(of=("self",)) if lock else items).in_bulk(ids)

    def _blame_twins(self) -> None:
        seen: dict[str, int] = {}
        for draft in self.drafts:
            own = draft.row.text("id").casefold()
            if own in seen:
                draft.line.blame(
                    self._label("id"),
                    _("Samma id står redan på rad %(row)s. Ta bort en av raderna.") % {"row": seen[own]},
                )
            elif own:
                seen[own] = draft.line.number

    def _label(self, name: str | None) -> str:
        return self.columns[name].label if name in self.columns else ""

    # A row by itself

    def _draft(self, row: Row) -> Draft:
        own = row.text("id")
        row.line.name = row.text("title")
        if not is_number(own):
            row.line.is_new = True
            return Draft(row, self._new(row))
        item = self.stored.get(int(own))
        if item is None:
            text = _("Det finns ingen del av planen med id %(id)s som du får se. Lämna Id tomt om raden är ny.")
            row.line.blame(self._label("id"), text % {"id": own})
            return Draft(row, PlanItem(title=row.line.name))
        row.line.address = reverse("goals:item", args=[item.pk])
        row.line.name = row.line.name or item.title
        if row.text("activity_status"):
            row.given["activity_status"] = self.around.activity_word(item.step, row.text("activity_status"))
        changed = differing(row, self.before[item.pk], (*TEXTS, "activity_status", "owner"))
        if "owner" in changed and self.around.unit(row.text("owner")) == item.owner:
            changed.remove("owner")
        return Draft(row, item, changed)

    def _new(self, row: Row) -> PlanItem:
        item = PlanItem(title=row.text("title"), description=row.text("description"), first_year=0, last_year=0)
        for name in ("first_year", "last_year"):
            year = row.number(name)
            if year is not None:
                setattr(item, name, year)
            elif not any(problem.column == self._label(name) for problem in row.line.problems):
                row.line.blame(self._label(name), _("Året saknas. Skriv till exempel 2026."))
        if not item.title:
            row.line.blame(self._label("title"), _("Rubriken saknas. Skriv vad det är."))
        try:
            item.owner = self._owner(row.text("owner") or row.text("owner_name"))
        except RuleBroken as broken:
            row.line.blame(self._label("owner"), str(broken))
        step = self.around.step(row.text("step"), item.first_year or None, None)
        if step is not None:
            item.step = step
        return item

    def _owner(self, text: str) -> Unit:
        owner = self.around.unit(text)
        if owner is not None:
            return owner
        if not text:
            raise RuleBroken(_("Ägaren saknas. Skriv enhetens kod, till exempel SN."))
        several = _("Flera heter ”%(text)s”. Skriv enhetens kod.")
        nobody = _("”%(text)s” finns inte i organisationen. Skriv enhetens kod.")
        raise RuleBroken((several if self.around.units.called(text) else nobody) % {"text": text})

    # The row among the others

    def _place(self, draft: Draft) -> None:
        """What the row answers to, and its words put on the item; the rules come when every row has got this far."""
        if draft.line.is_new:
            self._place_new(draft)
        elif draft.item.pk:
            self._place_old(draft)

    def _place_new(self, draft: Draft) -> None:
        row, item = draft.row, draft.item
        draft.above = self._above(draft)
        if item.step_id is None:
            item.step_id = self._ambiguous_step(draft)
        if item.step_id is None:
            return
        item.state = ItemState.DRAFT if item.step.needs_decision else ItemState.ACTIVE
        item.activity_status = ActivityStatus.NOT_STARTED if item.step.is_activity else ""
        self._put(draft, [name for name in PUT_ON_NEW if row.given.get(name) is not None])
        draft.linked = self._linked(draft, None)
        if not draft.line.problems:
            draft.line.note = self._told(item, draft.above)

    @staticmethod
    def _told(item: PlanItem, above: PlanItem | None) -> str:
        parts = [item.step.singular, item.owner.label, checks.years_text(item)]
        if above is not None:
            parts.append(_("svarar på ”%(title)s”") % {"title": above.title})
        return ", ".join(parts)

    def _ambiguous_step(self, draft: Draft) -> int | None:
        """The level of a name that several have: what the row answers to tells which."""
        name, above = draft.row.text("step"), draft.above
        known = above.step if above is not None and above.step_id is not None else None
        step = self.around.step(name, draft.item.first_year or None, known)
        if step is None:
            several = self.around.steps.called(name)
            text = _("Flera nivåer heter ”%(step)s”.") if several else _("”%(step)s” är ingen nivå i styrmodellen.")
            draft.line.blame(self._label("step"), text % {"step": name})
            return None
        draft.item.step = step
        return int(step.pk)

    def _place_old(self, draft: Draft) -> None:
        row, item, line = draft.row, draft.item, draft.line
        before = self.before[item.pk]
        for name in differing(row, before, FIXED):
            line.blame(
                self._label(name),
                _("Står som ”%(before)s” i planen och ändras inte genom en fil. Gör det på dess sida.")
                % {"before": told(before[name])},
            )
        if differing(row, before, ["parent"] if "parent" in row.given else ["parent_title"]):
            draft.above = self._above(draft)
            draft.moves = draft.above is None or draft.above.pk is None or draft.above.pk != item.parent_id
        for name in draft.changed:
            line.changes.append(Change(self._label(name), told(before[name]), told(row.given[name])))
        if draft.moves:
            after = draft.above.title if draft.above else ""
            line.changes.append(Change(self._label("parent"), told(before["parent_title"]), after))
        self._link_old(draft, before["also"])
        if line.changes and self._is_newest(draft) and self._may_change(draft):
            self._put(draft, draft.changed)

    def _link_old(self, draft: Draft, before: Value) -> None:
        """Links that the file has and the plan has not. It changes nothing of the item itself, so no version tells of it."""
        draft.linked = self._linked(draft, before)
        if draft.linked:
            names = ", ".join(f"”{target.title}”" for target in draft.linked)
            draft.line.changes.append(Change(self._label("also"), "", names))

    def _linked(self, draft: Draft, before: Value) -> list[PlanItem]:
        found = []
        for name in added(draft.row.text("also"), before if isinstance(before, str) else None):
            try:
                found.append(self.parents.pointed(name))
            except RuleBroken as broken:
                draft.line.blame(self._label("also"), str(broken))
        return found

    def _is_newest(self, draft: Draft) -> bool:
        version = draft.row.number("version")
        if version == draft.item.version:
            return True
        if version is None:
            text = _("Versionen saknas. Hämta listan igen och ändra i den: då syns det om någon annan har ändrat.")
        else:
            text = _(
                "Någon annan har ändrat raden sedan filen hämtades. Här står det som gäller nu och det som står i filen. "
                "Hämta listan igen och gör om din ändring i den."
            )
        draft.line.blame(self._label("version"), text)
        return False

    def _may_change(self, draft: Draft) -> bool:
        item, is_quiet = draft.item, set(draft.changed) <= QUIET and not (draft.moves or draft.linked)
        try:
            require(rules.may_write(self.actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
            if not is_quiet:
                require_open(item, self.at.all_closed)
        except (Refused, RuleBroken) as broken:
            draft.line.blame("", str(broken))
            return False
        return True

    def _above(self, draft: Draft) -> PlanItem | None:
        try:
            return self.parents.of(draft)
        except RuleBroken as broken:
            draft.line.blame(self._label(broken.field or "parent"), str(broken))
            return None

    def _put(self, draft: Draft, names: Sequence[str]) -> None:
        """Put the file's words on the item, those that point at something by name included."""
        for name in names:
            value = draft.row.given[name]
            try:
                if name == "responsible":
                    draft.item.responsible = self._allowed(draft, name, self._person(draft.row.text(name)))
                elif name == "owner":
                    draft.item.owner = self._allowed(draft, name, self._owner(draft.row.text(name)))
                elif name == "area":
                    draft.item.area = self._area(draft)
                elif name == "activity_status":
                    draft.item.activity_status = self._status(draft)
                elif name in DATES and value is not None and not draft.item.step.is_activity:
                    raise RuleBroken(_("Bara aktiviteter har dagar. Låt cellen vara tom."))
                elif name in ("first_year", "last_year"):
                    setattr(draft.item, name, self._year(value))
                elif name == "title":
                    draft.item.title = self._title(draft.row.text(name))
                else:
                    setattr(draft.item, name, value if name in DATES else value or "")
            except RuleBroken as broken:
                draft.line.blame(self._label(name), str(broken))

    def _allowed(self, draft: Draft, name: str, value: Any) -> Any:
        """The value, when the rules for changing one field of many things let it be what is there already gets."""
        why = "" if draft.line.is_new else why_not(draft.item, name, value, self.at)
        if why:
            raise RuleBroken(why)
        return value

    def _person(self, name: str) -> User | None:
        person = self.around.person(name)
        if name and person is None:
            several = _("Flera heter ”%(name)s”. Skriv användarnamnet.")
            nobody = _("Ingen person med uppdrag heter ”%(name)s”. Skriv namnet eller användarnamnet.")
            raise RuleBroken((several if self.around.people.called(name) else nobody) % {"name": name})
        return person

    def _area(self, draft: Draft) -> Area | None:
        name = draft.row.text("area")
        area = self.around.area(name, draft.item.step)
        if name and (area is None or area.grouping.steering_model_id != draft.item.step.steering_model_id):
            raise RuleBroken(_("”%(name)s” är inget område i styrmodellen.") % {"name": name})
        return area

    def _status(self, draft: Draft) -> str:
        item = draft.item
        word = self.around.activity_word(item.step, draft.row.text("activity_status")).casefold()
        if not item.step.is_activity:
            if word:
                raise RuleBroken(_("Bara aktiviteter har ett genomförandeläge. Låt cellen vara tom."))
            return ""
        if item.state != ItemState.ACTIVE:
            raise RuleBroken(_("”%(title)s” är avslutat.") % {"title": item.title})
        steps = {
            step.word.casefold(): step for step in self.around.activity_scale(item.step).offered(item.activity_status)
        }
        if word not in steps:
            words = ", ".join(step.word for step in steps.values())
            raise RuleBroken(_("Skriv ett av lägena: %(words)s.") % {"words": words})
        return steps[word].key

    @staticmethod
    def _year(value: object) -> int:
        if not isinstance(value, int):
            raise RuleBroken(_("Året saknas. Skriv till exempel 2026."))
        return value

    @staticmethod
    def _title(text: str) -> str:
        if not text:
            raise RuleBroken(_("Rubriken saknas. Skriv vad det är."))
        return text

    # The rules

    def _obey(self, draft: Draft) -> None:
        """The same rules as when one is made or changed by itself (goals.actions.plan: what is added there is added here)."""
        item, line, above = draft.item, draft.line, draft.above
        if line.problems or item.step_id is None or not (line.is_new or line.changes):
            return
        if item.step.is_political and (line.is_new or set(draft.changed) & WORDS):
            line.hints = [
                f"{hint.seen}: {hint.reason} {hint.instead}" for hint in hints_in(f"{item.title}\n{item.description}")
            ]
        if len(item.title) > LONGEST_TITLE:
            line.blame(
                self._label("title"),
                _("Rubriken är längre än 200 tecken. Korta den, och skriv resten i beskrivningen."),
            )
        if not line.is_new and not draft.moves:
            above = item.parent
        tests = [
            lambda: checks.check_years(item.first_year, item.last_year, above),
            lambda: checks.check_dates(item.start_date, item.end_date),
        ]
        if line.is_new or set(draft.changed) & YEARS:
            tests.append(lambda: checks.check_not_closed(item.first_year, item.last_year, self.at.all_closed))
        if line.is_new:
            tests.append(lambda: self._check_owner(item))
            if not is_in_force(item.step, item.first_year):
                tests.append(lambda: checks.check_in_force(item.step, item.first_year))
        # What answers to a row with a problem of its own cannot be tried yet; that row is told.
        if (line.is_new or draft.moves) and (above is None or above.step_id is not None):
            tests.append(lambda: checks.check_place(item.step, above))
        if draft.linked:
            tests.append(lambda: check_links(draft, self.fitting))
        for test in tests:
            try:
                test()
            except (Refused, RuleBroken) as broken:
                line.blame(self._label(getattr(broken, "field", None)), str(broken))

    def _check_owner(self, item: PlanItem) -> None:
        checks.check_owner(item.step, item.owner)
        require(rules.may_write(self.actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))


def is_number(text: str) -> bool:
    """Is it an id of the plan, and not a name that the file has given a new row?"""
    return text.isascii() and text.isdigit() and len(text) < 19
