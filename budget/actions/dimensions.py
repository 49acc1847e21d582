"""Saying what the dimensions of a source's SIE files are in our coding string. It holds from the file under review on."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from budget.actions.mapping import require_mapper
from budget.models import Dimension, DimensionMapping
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit

LONGEST_NUMBER = 20


def map_dimensions(actor: Actor, unit: Unit, source: str, said: Mapping[str, str]) -> int:
    """Remember what each dimension is: number → part ("" not read). The others of the same source stand as they were. Returns how many were changed.

    Raises Refused, and RuleBroken when two dimensions would be the same part. All or nothing.
    """
    require_mapper(actor, unit)
    for number, part in said.items():
        _require_known(number, part)
    with recording(actor, _("Sa vad dimensionerna i filerna är")):
        before = {each.number: each for each in DimensionMapping.objects.filter(unit=unit, source=source)}
        after = {number: each.part for number, each in before.items()} | dict(said)
        _require_each_once(after)
        changed = [number for number, part in said.items() if number not in before or before[number].part != part]
        for number in changed:  # first out of the way: two may change places
            if number in before and before[number].part:
                before[number].part = ""
                before[number].save(update_fields=["part"])
        for number in changed:
            DimensionMapping.objects.update_or_create(
                unit=unit, source=source, number=number, defaults={"part": said[number]}
            )
    return len(changed)


def _require_known(number: str, part: str) -> None:
    if not number or len(number) > LONGEST_NUMBER:
        raise RuleBroken(_("Dimensionens nummer är för långt för att minnas."))
    if part and (part not in Dimension.values or part == Dimension.ACCOUNT):
        raise RuleBroken(_("”%(text)s” är ingen del av kodsträngen.") % {"text": part})


def _require_each_once(said: Mapping[str, str]) -> None:
    seen: dict[str, str] = {}
    for number, part in said.items():
        if part and part in seen:
            raise RuleBroken(
                _("Dimension %(first)s och %(second)s kan inte båda vara %(part)s. Låt en av dem inte läsas.")
                % {"first": seen[part], "second": number, "part": Dimension(part).label}
            )
        seen[part] = number
