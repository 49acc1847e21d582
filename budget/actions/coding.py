"""The chart of accounts and the codes: added, renamed, taken in and out of use, one by one or as a table. What is written with one stays."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from budget import rules
from budget.coding_parts import Entry, Part
from budget.imports.reading import ACCOUNT_NUMBER
from budget.queries.code_lists import entries_of
from sala_styr import history
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require

LONGEST_CODE, LONGEST_NAME = 12, 120
_CODE = re.compile(r"[^\s;\"{}](?:[^;\"{}]*[^\s;\"{}])?")
"""What a code may be: no marks that would break a file it is written in."""


@dataclass(frozen=True)
class CodeDraft:
    """What an account or code is to say. ``rs_code`` is for verksamhet, ``unit`` for projekt and motpart."""

    code: str
    name: str
    in_use: bool = True
    rs_code: str = ""
    unit: Unit | None = None


def require_codes(actor: Actor) -> None:
    """Raises Refused unless the person looks after the codes."""
    require(rules.may_edit_codes(actor), _("Kodplanen sköts av en controller. Hör av dig dit."))


def require_code(part: Part, draft: CodeDraft) -> None:
    """Raises RuleBroken, with its field, when the code or name cannot be one."""
    if part.is_chart and not ACCOUNT_NUMBER.fullmatch(draft.code):
        raise RuleBroken(_("Ett kontonummer har 3–8 siffror och börjar inte med noll."), field="code")
    if not part.is_chart and (len(draft.code) > LONGEST_CODE or not _CODE.fullmatch(draft.code)):
        raise RuleBroken(
            _("En kod har högst %(most)s tecken, utan semikolon, citattecken och klamrar.") % {"most": LONGEST_CODE},
            field="code",
        )
    if not draft.name.strip() or len(draft.name) > LONGEST_NAME:
        raise RuleBroken(_("Skriv en benämning på högst %(most)s tecken.") % {"most": LONGEST_NAME}, field="name")
    if len(draft.rs_code) > LONGEST_CODE:
        raise RuleBroken(_("RS-koden har högst %(most)s tecken.") % {"most": LONGEST_CODE}, field="rs_code")


def seen_of(part: Part, entry: Entry) -> str:
    """What a page showed of it: another text when somebody has changed it since."""
    more = getattr(entry, "unit_id", None) if part.more == "unit" else getattr(entry, part.more, "")
    return f"{entry.name}|{entry.in_use}|{more}"


def add_code(actor: Actor, part: Part, draft: CodeDraft) -> Entry:
    """Add an account or code. Raises Refused, or RuleBroken when it is there already or cannot be one."""
    require_codes(actor)
    require_code(part, draft)
    with recording(actor, _("Lade till %(code)s i kodplanen") % {"code": draft.code}):
        there = entries_of(part).filter(**{part.code_field: draft.code}).first()
        if there is not None:
            raise RuleBroken(
                _("%(code)s finns redan: %(name)s.") % {"code": draft.code, "name": there.name}, field="code"
            )
        entry = new_entry(part, draft)
        entry.save()
    return entry


def change_code(actor: Actor, part: Part, entry: Entry, draft: CodeDraft, seen: str) -> Entry:
    """Change what it says; its code stays. An account from a file that is put in use has been taken in.

    Raises Refused, RuleBroken, or EditConflict when it is not as the person saw it.
    """
    require_codes(actor)
    require_code(part, draft)
    with recording(actor, _("Ändrade %(code)s i kodplanen") % {"code": part.code_of(entry)}):
        now: Any = part.model._default_manager.select_for_update().get(pk=entry.pk)
        if seen_of(part, now) != seen:
            raise EditConflict(
                _("%(code)s har ändrats av någon annan medan du skrev. Läs om sidan.") % {"code": part.code_of(now)}
            )
        if write(part, now, draft):
            now.save()
    return now


def take_in_account(actor: Actor, part: Part, entry: Entry) -> Entry:
    """Begin to use an account that came with a file. Done once, and no fault the second time. Raises Refused."""
    require_codes(actor)
    with recording(actor, _("Tog in %(code)s i kodplanen") % {"code": part.code_of(entry)}):
        now: Any = part.model._default_manager.select_for_update().get(pk=entry.pk)
        if not now.in_use:
            now.in_use = True
            now.from_file_only = False
            now.save()
    return now


def take_in_all(actor: Actor, part: Part) -> int:
    """Begin to use every account of a chart that came with a file. Returns how many. Raises Refused."""
    require_codes(actor)
    with recording(actor, _("Tog in alla konton ur filer i kodplanen")):
        waiting: list[Any] = list(entries_of(part).select_for_update().filter(from_file_only=True))
        for account in waiting:
            account.in_use, account.from_file_only = True, False
        if waiting:
            history.bulk_update(part.model, waiting, ["in_use", "from_file_only"])
    return len(waiting)


def bring_in_codes(actor: Actor, part: Part, drafts: Iterable[CodeDraft]) -> tuple[int, int]:
    """Write a whole table of accounts or codes: new ones are made, known ones say what it says. Returns how many are new and changed. All or nothing.

    Raises Refused, and RuleBroken for the first that cannot be one.
    """
    require_codes(actor)
    drafts = list(drafts)
    for draft in drafts:
        require_code(part, draft)
    with recording(actor, _("Läste in kodplanen från en tabell")), transaction.atomic():
        known = {part.code_of(entry): entry for entry in entries_of(part).select_for_update(of=("self",))}
        new = [new_entry(part, draft) for draft in drafts if draft.code not in known]
        changed = [
            known[draft.code] for draft in drafts if draft.code in known and write(part, known[draft.code], draft)
        ]
        if new:
            history.bulk_create(part.model, new)
        if changed:
            history.bulk_update(part.model, changed, fields_of(part))
    return len(new), len(changed)


def fields_of(part: Part) -> list[str]:
    """The fields that can be changed."""
    return ["name", "in_use", *([part.more] if part.more else []), *(["from_file_only"] if part.is_chart else [])]


def new_entry(part: Part, draft: CodeDraft) -> Any:
    """The account or code, not yet saved."""
    entry: Any = part.model(**{part.code_field: draft.code})
    if part.is_chart:
        entry.chart = part.chart
    write(part, entry, draft)
    return entry


def write(part: Part, entry: Any, draft: CodeDraft) -> list[str]:
    """Put what the draft says on it; return the fields that it said otherwise."""
    draft = replace(draft, name=draft.name.strip())
    touched = [name for name in ("name", "in_use") if getattr(entry, name) != getattr(draft, name)]
    if part.more == "unit" and entry.unit_id != (draft.unit.pk if draft.unit else None):
        touched.append("unit")
    if part.more == "rs_code" and entry.rs_code != draft.rs_code:
        touched.append("rs_code")
    for name in touched:
        setattr(entry, name, getattr(draft, name))
    if part.is_chart and entry.in_use and entry.from_file_only:
        entry.from_file_only = False
        touched.append("from_file_only")
    return touched
