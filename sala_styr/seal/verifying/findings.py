"""What verification finds, and how it is told."""

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(Enum):
    """What kind of fault it is."""

    GUARD = "guard"
    SEAL = "seal"
    ROOT = "root"
    SIGNATURE = "signature"
    LEAVES = "leaves"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    LIVE = "live"
    BATCH = "batch"

    @property
    def words(self) -> str | Promise:
        return _WORDS[self]


_WORDS: dict[Kind, str | Promise] = {
    Kind.GUARD: _("databasens vakt är borta eller ändrad"),
    Kind.SEAL: _("sigillkedjan är omskriven"),
    Kind.ROOT: _(
        "ett sigill som förvarats utanför finns inte i kedjan: den är omskriven, eller en äldre kopia är återlagd"
    ),
    Kind.SIGNATURE: _("sigillets signatur är fel"),
    Kind.LEAVES: _("löv saknas eller är för många"),
    Kind.CHANGED: _("historikraden är ändrad"),
    Kind.REMOVED: _("historikraden är borttagen"),
    Kind.ADDED: _("historikraden är tillagd vid sidan av systemet"),
    Kind.LIVE: _("raden är ändrad utan att det syns i historiken"),
    Kind.BATCH: _("raderna i en inläsning är ändrade"),
}


@dataclass(frozen=True)
class Finding:
    """One fault: its kind, and the table, row and fields where it is."""

    kind: Kind
    table: str = ""
    row: int | str | None = None
    fields: tuple[str, ...] = ()
    detail: str = ""

    def __str__(self) -> str:
        where = f"{self.table} {self.row}" if self.row is not None else self.table
        fields = ", ".join(self.fields)
        return ": ".join(part for part in (where, fields, str(self.kind.words)) if part) + (
            f" ({self.detail})" if self.detail else ""
        )
