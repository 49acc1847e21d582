"""A file's line in our own words: account, codes, part of the plan and months, by what the unit may write. What cannot be read is told, all at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from budget.actions.detail import LineDraft, not_linkable
from budget.budget_files.lines import FileLine
from budget.curves import curve_of, curve_of_line, months_of
from budget.models import MONTHS, Account, Code, CurveKind, DetailLine, LineLink
from budget.queries.coding import Codes
from goals.models import PlanItem
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit


@dataclass(frozen=True)
class Understood:
    """A row of the file. ``purpose`` and ``text`` are None where the file does not say; ``months`` in öre, report sign."""

    row: int
    account: Account
    codes: Mapping[str, Code | None]
    months: tuple[int, ...]
    curve: tuple[str, Any] | None
    purpose: tuple[str, PlanItem | None] | None
    text: str | None

    @property
    def coding(self) -> tuple[int | None, ...]:
        """Account, verksamhet, projekt and motpart."""
        codes = (self.codes.get(name) for name in ("activity", "project", "counterparty"))
        return (self.account.pk, *(code.pk if code else None for code in codes))

    @property
    def says_which(self) -> bool:
        """Does the file tell lines of the same coding apart?"""
        return self.purpose is not None or self.text is not None

    def mark(self, exactly: bool) -> object:
        """What it says beside its coding, as ``compare`` finds its like by."""
        purpose = None
        if self.purpose is not None:
            link, item = self.purpose
            purpose = (link, item.pk if item else None)
        return (purpose, self.text, self.months if exactly else None)

    def added(self, others: Iterable["Understood"]) -> "Understood":
        """Several rows of the same coding as one."""
        months = [self.months, *(other.months for other in others)]
        return replace(self, months=tuple(sum(month) for month in zip(*months, strict=True)))


class LineReader:
    """Reads the lines of one unit and year. What stands in its lines already may stay there, also when it is no longer offered."""

    def __init__(self, codes: Codes, unit: Unit, year: int, stored: Sequence[DetailLine]) -> None:
        self.codes, self.unit, self.year = codes, unit, year
        kept_items = {line.plan_item.pk: line.plan_item for line in stored if line.plan_item}
        kept_accounts = {line.account.number: line.account for line in stored}
        kept_codes: dict[str, dict[str, Code]] = {name: {} for name in codes.by_dimension}
        for line in stored:
            for name, known in kept_codes.items():
                code: Code | None = getattr(line, name)
                if code is not None:
                    known[code.code] = code
        self.known = Codes(
            accounts={**kept_accounts, **codes.accounts},
            items={**kept_items, **codes.items},
            own_curves=codes.own_curves,
            by_dimension={name: {**kept_codes[name], **offered} for name, offered in codes.by_dimension.items()},
        )

    def read(self, line: FileLine) -> Understood | list[str]:
        """The line in our words, or everything that is wrong with it."""
        wrong: list[str] = []
        account = self.known.account(line.account)
        if account is None:
            words = _(
                "Konto ”%(text)s” finns inte bland detaljbudgetens konton. En controller kan lägga till det under Kodplan."
            )
            wrong.append(words % {"text": line.account})
        codes = {name: self._code(name, text, wrong) for name, text in line.codes.items()}
        purpose = None if line.purpose is None else self._purpose(line.purpose)
        if line.purpose is not None and purpose is None:
            words = _("”%(text)s” är inget som %(unit)s arbetar med i planen %(year)s.")
            wrong.append(words % {"text": line.purpose, "unit": self.unit.name, "year": self.year})
        curve = self.known.curve(line.curve) if line.curve else None
        months = line.months
        if len(months) != len(MONTHS):
            if line.curve and curve is None:
                wrong.append(_("”%(text)s” är ingen fördelning över året.") % {"text": line.curve})
            kind, own = curve or (CurveKind.EVEN.value, None)
            months = tuple(months_of(months[0], kind, own))
        if wrong or account is None:
            return wrong
        return Understood(line.row, account, codes, months, curve, purpose, line.text)

    def _purpose(self, text: str) -> tuple[str, PlanItem | None] | None:
        if text.strip().casefold() == str(LineLink.SHARED.label).casefold():
            return LineLink.SHARED.value, None
        return self.known.purpose(text)

    def _code(self, name: str, text: str, wrong: list[str]) -> Code | None:
        code = self.known.code(name, text)
        if code is None and text:
            label = {"activity": _("Verksamhet"), "project": _("Projekt"), "counterparty": _("Motpart")}[name]
            wrong.append(_("%(label)s ”%(text)s” finns inte bland koderna.") % {"label": label, "text": text})
        return code

    def draft(self, row: Understood, line: DetailLine | None) -> LineDraft:
        """The row as the line is to be; what the file does not say is kept, and in a new line it is honestly not linked."""
        if row.purpose is not None:
            link, item = row.purpose
        elif line is not None:
            link, item = line.link, line.plan_item
        else:
            link, item = LineLink.UNLINKED.value, None
        if link == LineLink.SHARED and (line is None or line.link != LineLink.SHARED):
            link = LineLink.UNLINKED.value  # a line is divided on a page of its own: a file only knows that it was
        text = row.text if row.text is not None else line.text if line is not None else ""
        curve, own = self._curve(row, line)
        return LineDraft(row.account, list(row.months), link, item, text, curve, own, **row.codes)  # type: ignore[arg-type]

    def _curve(self, row: Understood, line: DetailLine | None) -> tuple[str, Any]:
        """The curve that the file says, or that the line has, when the months follow it; else the one that they do follow."""
        said = [row.curve] if row.curve else []
        had = [(curve_of_line(line), line.own_curve)] if line is not None else []
        months = list(row.months)
        for kind, own in (*said, *had):
            if kind != CurveKind.MANUAL and months_of(sum(months), kind, own) == months:
                return kind, own
        return curve_of(months), None

    def require_offered(self, draft: LineDraft, line: DetailLine | None) -> None:
        """Raises RuleBroken when the line would begin to use what is no longer offered: what stood there may stay."""
        item = draft.plan_item
        if item is not None and item.pk not in self.codes.items and (line is None or line.plan_item_id != item.pk):
            raise not_linkable(item, self.unit, self.year)
        if line is None and draft.account.number not in self.codes.accounts:
            raise RuleBroken(_("Konto %(account)s används inte längre i detaljbudgeten.") % {"account": draft.account})
        for name, offered in self.codes.by_dimension.items():
            code: Code | None = getattr(draft, name)
            if code is not None and code.code not in offered and line is None:
                raise RuleBroken(_("Koden %(code)s används inte längre.") % {"code": code})
