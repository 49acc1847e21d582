"""Accounts and codes as a table: out as a list, and in again from a file or what was pasted. Writing is ``actions.coding``'s."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from budget.actions.coding import CodeDraft, new_entry, require_code, write
from budget.coding_parts import Entry, Part
from budget.queries.code_lists import UNUSED_YET, Usage, entries_of
from budget.queries.structure import structure
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit
from sala_styr.tables import Column, Kind, Listing, Sheet, TableError, Value
from sala_styr.tables.back import CellError, places, read_cell
from sala_styr.tables.languages import known_in_every_language

CODE, NAME, RS, UNIT, IN_USE = "code", "name", "rs_code", "unit", "in_use"
MOST_ROWS = 20_000


@known_in_every_language
def _all_columns() -> dict[str, Column]:
    return {
        "number": Column(_("Konto")),
        CODE: Column(_("Kod")),
        NAME: Column(_("Benämning")),
        RS: Column(_("RS-verksamhet")),
        UNIT: Column(_("Enhet")),
        IN_USE: Column(_("Används"), Kind.YES_NO),
    }


def columns_of(part: Part) -> dict[str, Column]:
    """The columns of a part's table, by our name for them."""
    known = _all_columns()
    names = [(CODE, part.code_field), (NAME, NAME), *(((part.more, part.more),) if part.more else ()), (IN_USE, IN_USE)]
    return {name: known[column] for name, column in names}


def code_listing(part: Part, entries: Iterable[Entry], usage: Mapping[int, Usage], year: int) -> Listing:
    """The list as a file: what comes back, and then how much each is used in the year."""
    columns = (*columns_of(part).values(), Column(_("Rader i budget %(year)s") % {"year": year}, Kind.NUMBER))
    columns += tuple(
        Column(label % {"year": year}, Kind.AMOUNT) for label in (_("Budget %(year)s"), _("Utfall %(year)s"))
    )
    rows = (_row(part, entry, usage.get(entry.pk, UNUSED_YET)) for entry in entries)
    return Listing(_("Kodplan %(part)s") % {"part": str(part.title).lower()}, columns, rows)


def _row(part: Part, entry: Entry, usage: Usage) -> tuple[Value, ...]:
    unit: Unit | None = getattr(entry, "unit", None)
    more: tuple[Value, ...] = ()
    if part.more:
        more = ((unit.code if unit else None) if part.more == UNIT else getattr(entry, RS) or None,)
    return (part.code_of(entry), entry.name, *more, entry.in_use, usage.lines, usage.budget, usage.actual)


class Refused(NamedTuple):
    """A row of the table that cannot come in, and why."""

    row: int
    message: str


@dataclass
class CodesPlan:
    """What the table would do."""

    new: list[CodeDraft] = field(default_factory=list)
    changed: list[tuple[Entry, CodeDraft]] = field(default_factory=list)
    same: int = 0
    refused: list[Refused] = field(default_factory=list)

    @property
    def drafts(self) -> list[CodeDraft]:
        return [*self.new, *(draft for _entry, draft in self.changed)]

    @property
    def can_bring_in(self) -> bool:
        return bool(self.drafts) and not self.refused


def plan_codes(part: Part, sheet: Sheet) -> CodesPlan:
    """Compare a table with what is here. A column that the file does not have changes nothing. Two queries. Raises TableError for another kind of table."""
    columns = columns_of(part)
    at = places(sheet, tuple(columns.values()))
    missing = [columns[name].label for name in (CODE, NAME) if columns[name] not in at]
    if missing:
        words = _("Kolumnen %(columns)s saknas. Skriv rubriker på första raden.")
        raise TableError(words % {"columns": ", ".join(f"”{label}”" for label in missing)}, sheet.header_row)
    if len(sheet.rows) > MOST_ROWS:
        raise TableError(_("Tabellen har fler än %(most)s rader. Dela upp den.") % {"most": MOST_ROWS})
    known = {part.code_of(entry): entry for entry in entries_of(part)}
    units = {unit.code.casefold(): unit for unit in structure().units} if part.more == UNIT else {}
    plan, seen = CodesPlan(), set()
    for number, cells in sheet.rows:
        try:
            draft = _draft(
                part,
                {name: (column, cells[at[column]]) for name, column in columns.items() if column in at},
                known,
                units,
            )
            if draft.code in seen:
                raise RuleBroken(_("%(code)s står på flera rader.") % {"code": draft.code})
            seen.add(draft.code)
            require_code(part, draft)
        except (CellError, RuleBroken) as wrong:
            plan.refused.append(Refused(number, str(wrong)))
        else:
            _sort(part, plan, draft, known)
    return plan


def _sort(part: Part, plan: CodesPlan, draft: CodeDraft, known: Mapping[str, Entry]) -> None:
    entry = known.get(draft.code)
    if entry is None:
        plan.new.append(draft)
        return
    copy = new_entry(part, _as_is(part, entry))
    if part.is_chart:
        copy.from_file_only = entry.from_file_only  # type: ignore[union-attr]
    if write(part, copy, draft):
        plan.changed.append((entry, draft))
    else:
        plan.same += 1


def _as_is(part: Part, entry: Entry) -> CodeDraft:
    """What it says now."""
    return CodeDraft(part.code_of(entry), entry.name, entry.in_use, getattr(entry, RS, ""), getattr(entry, UNIT, None))


def _draft(
    part: Part, cells: Mapping[str, tuple[Column, str]], known: Mapping[str, Entry], units: Mapping[str, Unit]
) -> CodeDraft:
    values = {name: read_cell(column, text) for name, (column, text) in cells.items()}
    code = str(values[CODE] or "")
    entry = known.get(code)
    before = _as_is(part, entry) if entry is not None else CodeDraft(code, "")
    unit = before.unit
    if UNIT in values:
        unit = _unit(str(values[UNIT] or ""), units)
    in_use = values.get(IN_USE)
    return CodeDraft(
        code=code,
        name=str(values[NAME] or ""),
        in_use=in_use if isinstance(in_use, bool) else before.in_use,
        rs_code=str(values[RS] or "") if RS in values else before.rs_code,
        unit=unit,
    )


def _unit(text: str, units: Mapping[str, Unit]) -> Unit | None:
    if not text:
        return None
    found = units.get(text.casefold())
    if found is None:
        raise RuleBroken(_("Enheten ”%(code)s” finns inte. Skriv enhetens kod.") % {"code": text})
    return found
