"""The way up, said as a sentence: "Aktiviteten … bidrar till strategin …, som svarar på Skolnämndens fokusområde … under …".

The words are the steering model's own (their definite form) and the units' names, so any municipality's chain can be said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goals.models import ANSWERING_KINDS, Level, PlanItem
from goals.terms import is_swedish, named
from sala_styr.organisation.models import Unit, UnitKind

_COMMON_NOUNS = {UnitKind.COUNCIL, UnitKind.BOARD}


@dataclass(frozen=True)
class Clause:
    """A part of the sentence: words, then a title; ``pk`` is the item the title leads to, None for the one the page is about."""

    words: str
    title: str
    pk: int | None

    @property
    def joined(self) -> str:
        """The words as they follow the title before them: a comma stands close to it."""
        return self.words if self.words.startswith(",") else f" {self.words}"


def genitive(unit: Unit) -> str:
    """``Skolnämndens``, ``kommunfullmäktiges``; a name that ends with s, x or z takes nothing more, an abbreviation takes a colon (``Bolaget AB:s``)."""
    name = unit.name[:1].lower() + unit.name[1:] if unit.kind in _COMMON_NOUNS else unit.name
    if name.split()[-1].isupper():
        return f"{name}:s"
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def called(item: PlanItem) -> str:
    """What the item is called in running text: officials' by the definite form (strategin), others' by their owner (Skolnämndens fokusområde).

    A level whose definite form is the word itself begins with a possessive (nämndens prioritering); the owner's own name takes its place.
    In other languages the level is a quoted name, with the owner after it where there may be several: “fokusområde” (Skolnämnden).
    """
    step = item.step
    if not is_swedish():
        several = step.is_political and step.parent_id is not None
        return f"{named(step.singular)} ({item.owner.name})" if several else named(step.singular)
    if step.definite == step.singular and " " in step.singular:
        return f"{genitive(item.owner)} {step.singular.split(' ', 1)[1]}"
    if step.is_political and step.parent_id is not None:
        return f"{genitive(item.owner)} {step.singular}"
    return step.definite


def way_up_sentence(item: PlanItem, above: Sequence[PlanItem]) -> list[Clause]:
    """The clauses from ``item`` up to the vision; ``above`` has the vision first. Empty when there is nothing above."""
    if not above:
        return []
    first = item.step.definite if is_swedish() else named(item.step.singular)
    clauses = [Clause(first[:1].upper() + first[1:], item.title, None)]
    below = item
    for number, each in enumerate(reversed(above)):
        clauses.append(Clause(_joint(below.step, each.step, number == 0) + " " + called(each), each.title, each.pk))
        below = each
    return clauses


def _joint(below: Level, above: Level, first: bool) -> str:
    """The words between two steps: officials contribute to officials' and answer to elected ones'; elected ones' stand under each other."""
    if not above.is_political:
        return _("bidrar till") if first else _(", som bidrar till")
    if not below.is_political:
        return _("svarar på") if first else _(", som svarar på")
    if above.parent_id is None:
        return _("utgår från") if first else _(", utifrån")
    if below.owner_kind in ANSWERING_KINDS:
        return _("svarar på") if first else _("under")
    return _("hör till") if first else _("under")
