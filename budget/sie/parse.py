"""Bytes of a SIE file (types 1–4 and 4I) into a SieFile. Raises SieError, and nothing else, for whatever bytes it is given."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from budget.sie import records
from budget.sie.encoding import Encoding, SpoiledText, detect, lines_of
from budget.sie.findings import Finding, Severity, SieError
from budget.sie.model import SieFile
from budget.sie.recognise import refuse_other_files
from budget.sie.tokens import split_fields
from budget.sie.values import shorten
from budget.sie.vouchers import VoucherReader

_TYPES = (1, 2, 3, 4)


def parse(data: bytes, name: str = "", encoding: Encoding | None = None, *, keep_vouchers: bool = True) -> SieFile:
    """Read a SIE file, line by line. With ``keep_vouchers`` False only what they add up to is kept: a large file's do not fit in memory.

    ``name`` is the file's name (``.si`` marks an import file, 4I). ``encoding`` overrides the guess. Amounts in the answer are öre in ledger sign (debit +).
    Raises SieError, with a Swedish message and the line, when the file is something else than SIE or cannot be read to the end.
    """
    refuse_other_files(data)
    chosen = encoding or detect(data)
    return _Reader(chosen, name, keep_vouchers).read(lines_of(data, chosen))


class _Reader:
    """Goes through the lines once: vouchers' blocks to the VoucherReader, every other record to its reader in ``records``."""

    def __init__(self, encoding: Encoding, name: str, keep_vouchers: bool):
        self.draft = records.Draft()
        self.vouchers = VoucherReader(keep_vouchers)
        self.encoding = encoding
        self.name = name
        self.unknown: Counter[str] = Counter()

    def read(self, lines: Iterable[str]) -> SieFile:
        spoiled = SpoiledText()
        for number, raw in enumerate(lines, 1):
            spoiled.look_at(number, raw)
            if line := raw.strip(" \t"):
                self._line(line, number)
        self.vouchers.end_of_file()
        finding = spoiled.finding()
        return self._finish([finding] if finding else [])

    def _line(self, line: str, number: int) -> None:
        if line[0] == "#":
            if not self.vouchers.takes_plain_row(line, number):
                self._record(line, number)
        elif line == "{":
            self.vouchers.open(number)
        elif line == "}":
            self.vouchers.close(number)
        else:
            raise self._stray(line, number)

    def _record(self, line: str, number: int) -> None:
        fields = split_fields(line, number)
        tag = str(fields[0]).upper()
        if self.vouchers.takes(tag, fields, number):
            return
        reader = records.READERS.get(tag)
        if reader:
            reader(self.draft, fields, number)
        elif tag not in records.IGNORED:
            self.unknown[tag] += 1

    def _stray(self, line: str, number: int) -> SieError:
        if not self.draft.seen and not self.vouchers.booked.vouchers and not self.unknown:
            return SieError(
                _(
                    "Filen är inte en SIE-fil. En sådan börjar med rader som #FLAGGA och #SIETYP, men här står ”%(text)s”. "
                    "Exportera SIE 4 ur ekonomisystemet."
                )
                % {"text": shorten(line)},
                number,
            )
        return SieError(
            _(
                "Raden ”%(text)s” börjar inte med #. Kanske är raden före avbruten. Rätta den eller exportera filen igen."
            )
            % {"text": shorten(line)},
            number,
        )

    def _finish(self, notes: list[Finding]) -> SieFile:
        draft = self.draft
        vouchers = tuple(self.vouchers.done)
        if draft.type is None:
            raise SieError(
                _("Filen saknar #SIETYP, så det går inte att veta vilken sorts SIE-fil det är. Exportera SIE 4 igen.")
            )
        if draft.type not in _TYPES:
            raise SieError(_("Filen är av SIE-typ %(type)s. Här läses typ 1, 2, 3 och 4.") % {"type": draft.type})
        if 0 not in draft.years:
            raise SieError(
                _("Filen saknar #RAR 0, så det går inte att veta vilket räkenskapsår den gäller. Exportera filen igen.")
            )
        only_vouchers = not (draft.opening or draft.closing or draft.results)
        import_file = draft.type == 4 and (
            self.name.lower().endswith(".si") or (only_vouchers and self.vouchers.booked.vouchers > 0)
        )
        return SieFile(
            type=draft.type,
            kind="4I" if import_file else str(draft.type),
            vouchers=vouchers,
            summed=None if self.vouchers.keep else self.vouchers.booked,
            encoding=self.encoding,
            notes=(*notes, *draft.notes, *self.vouchers.notes, *self._unknown_tags()),
            **draft.fields(),
        )

    def _unknown_tags(self) -> list[Finding]:
        if not self.unknown:
            return []
        named = ", ".join(f"{shorten(tag)} ({count})" for tag, count in self.unknown.most_common(10))
        return [
            Finding(
                Severity.OK,
                "unknown_tags",
                _("Filen har rader av slag som inte är kända här. De hoppas över."),
                named,
            )
        ]
