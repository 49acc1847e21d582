"""Vouchers: #VER, its block in lone braces, and the rows #TRANS, #RTRANS and #BTRANS in it.

Only #TRANS counts: an added row (#RTRANS) is by the standard followed by an identical #TRANS for older readers, and a #BTRANS has been removed.
"""

import re
from collections import Counter
from dataclasses import replace
from sys import intern

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.sie.booked import Booked
from budget.sie.findings import Finding, Severity, SieError
from budget.sie.model import Transaction, Voucher
from budget.sie.sums import MOST_NAMED, and_more
from budget.sie.tokens import BLOCK, Field, list_fields
from budget.sie.values import account_at, objects_then_amount, optional_text, text_at, to_date, to_objects

ROW_TAGS = ("#TRANS", "#RTRANS", "#BTRANS")
WITHOUT_ROWS, NOT_REPEATED = "voucher_without_rows", "added_row_not_repeated"

# Names of fields, for messages. Lazy: looked up when a message is made, not for every row.
_DATE = gettext_lazy("verifikationsdatum")
_VOUCHER_DATE = gettext_lazy("Verifikationsdatumet")
_ROW_DATE = gettext_lazy("Transaktionsdatumet")


_PLAIN_ROW = re.compile(
    r'#TRANS[ \t]++([0-9]{1,20}+)[ \t]++\{((?:[^"{}\\]++|"[^"{}\\]*+")*+)\}[ \t]++(-?+[0-9]{1,13}+)(?:\.([0-9]{1,2}+))?+'
    r'(?:[ \t]++([0-9]{8}+)(?:[ \t]++"([^"\\]*+)")?+)?+'
)
"""A row as nearly all rows are written: it says the same as its fields one by one, only sooner."""


class VoucherReader:
    """Follows the blocks. ``done`` are the vouchers read so far, if they are kept; ``booked`` is what they add up to, ``notes`` what was odd about them."""

    def __init__(self, keep: bool = True) -> None:
        self.keep = keep
        self.done: list[Voucher] = []
        self.booked = Booked()
        self._odd: dict[str, list[Voucher]] = {WITHOUT_ROWS: [], NOT_REPEATED: []}
        self._odd_count: Counter[str] = Counter()
        self._head: Voucher | None = None
        self._open = False
        self._rows: dict[str, list[Transaction]] = {}

    def takes(self, tag: str, fields: list[Field], line: int) -> bool:
        """Read the record if it is part of a voucher and say so; other records may only stand between vouchers."""
        if tag in ROW_TAGS:
            self._row(tag, fields, line)
            return True
        if self._open and tag != "#VER":
            raise self._unclosed(line)
        self._finish_without_block()
        if tag != "#VER":
            return False
        if self._open:
            raise self._unclosed(line)
        self._start(fields, line)
        return True

    def takes_plain_row(self, text: str, line: int) -> bool:
        """Read the line if it is a row in an open block, written as nearly all are, and say so."""
        match = _PLAIN_ROW.fullmatch(text) if self._open else None
        if match is None:
            return False
        account, objects, whole, decimals, day, words = match.groups()
        self._rows["#TRANS"].append(
            Transaction(
                intern(account),
                to_objects(list_fields(objects), line),
                int(whole + (decimals or "").ljust(2, "0")),
                to_date(day, _ROW_DATE, line) if day else None,
                words or "",
                line,
            )
        )
        return True

    @property
    def notes(self) -> list[Finding]:
        """What was odd: the first of each kind by name, the rest counted."""
        texts = {
            WITHOUT_ROWS: _("Verifikation %(voucher)s har inga rader."),
            NOT_REPEATED: _(
                "Verifikation %(voucher)s har en tillagd rad (#RTRANS) utan motsvarande #TRANS. Bara #TRANS räknas."
            ),
        }
        found = []
        for code, vouchers in self._odd.items():
            found += [
                Finding(Severity.WARNING, code, texts[code] % {"voucher": each.label}, line=each.line)
                for each in vouchers
            ]
            found += and_more(self._odd_count[code], code, Severity.WARNING)
        return found

    def open(self, line: int) -> None:
        """A lone ``{``."""
        if self._head is None or self._open:
            raise SieError(
                _("Klammern { står här utan att höra till en verifikation (#VER). Exportera filen igen."), line
            )
        self._open = True
        self._rows = {tag: [] for tag in ROW_TAGS}

    def close(self, line: int) -> None:
        """A lone ``}``."""
        if self._head is None or not self._open:
            raise SieError(_("Klammern } står här utan att någon verifikation är öppen. Exportera filen igen."), line)
        rows, added, removed = (tuple(self._rows[tag]) for tag in ROW_TAGS)
        self._keep(replace(self._head, rows=rows, added=added, removed=removed))
        self._open = False

    def end_of_file(self) -> None:
        """Finish the last voucher; an open block means that the file was cut off."""
        if self._open and self._head:
            raise SieError(
                _(
                    "Filen slutar mitt i verifikation %(voucher)s: klammern } saknas. "
                    "Filen är nog avkortad. Exportera den igen."
                )
                % {"voucher": self._head.label},
                self._head.line,
            )
        self._finish_without_block()

    def _start(self, fields: list[Field], line: int) -> None:
        opens = fields[-1] is BLOCK
        plain = fields[:-1] if opens else fields
        self._head = Voucher(
            series=optional_text(plain, 1),
            number=optional_text(plain, 2),
            date=to_date(text_at(plain, 3, _DATE, line), _VOUCHER_DATE, line),
            text=optional_text(plain, 4),
            line=line,
        )
        if opens:
            self.open(line)

    def _row(self, tag: str, fields: list[Field], line: int) -> None:
        if not self._open:
            raise SieError(_("%(tag)s står utanför en verifikation. Exportera filen igen.") % {"tag": fields[0]}, line)
        objects, amount, after = objects_then_amount(fields, 2, line)
        day = optional_text(fields, after)
        self._rows[tag].append(
            Transaction(
                account_at(fields, 1, line),
                objects,
                amount,
                to_date(day, _ROW_DATE, line) if day.strip() else None,
                optional_text(fields, after + 1),
                line,
            )
        )

    def _finish_without_block(self) -> None:
        if self._head and not self._open:
            self._keep(self._head)

    def _keep(self, voucher: Voucher) -> None:
        if not voucher.rows:
            self._note(WITHOUT_ROWS, voucher)
        if not _all_repeated(voucher):
            self._note(NOT_REPEATED, voucher)
        self.booked.add(voucher)
        if self.keep:
            self.done.append(voucher)
        self._head = None

    def _note(self, code: str, voucher: Voucher) -> None:
        self._odd_count[code] += 1
        if len(self._odd[code]) < MOST_NAMED:
            self._odd[code].append(voucher)

    def _unclosed(self, line: int) -> SieError:
        voucher = self._head.label if self._head else ""
        begun = self._head.line if self._head else 0
        return SieError(
            _(
                "Verifikation %(voucher)s, som börjar på rad %(begun)s, avslutas aldrig: klammern } saknas före den här raden."
            )
            % {"voucher": voucher, "begun": begun},
            line,
        )


def _all_repeated(voucher: Voucher) -> bool:
    """True when every added row has a #TRANS of its own with the same account, objects and amount."""
    if not voucher.added:
        return True
    left = [row[:3] for row in voucher.rows]
    for row in voucher.added:
        if row[:3] not in left:
            return False
        left.remove(row[:3])
    return True
