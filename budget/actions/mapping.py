"""Saying what a file's own codes are read as, for a legal unit and source; and taking it back. It holds from the next file on."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from budget import rules
from budget.models import TARGETS, Account, ActivityCode, CodeMapping, Counterparty, Dimension, Project
from budget.sie.model import is_result_number
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require


class Said(NamedTuple):
    """What a code is to be read as; ``target`` None: it has no counterpart here."""

    dimension: str
    code: str
    target: Unit | Account | ActivityCode | Project | Counterparty | None


def require_mapper(actor: Actor, unit: Unit) -> None:
    """Raises Refused unless the person brings in the unit's files."""
    require(rules.may_import(actor, unit), _("Översättningarna sköts av den controller som läser in filerna."))


def map_codes(actor: Actor, unit: Unit, source: str, said: Iterable[Said]) -> int:
    """Remember what codes are read as; what was said before of the same code is replaced. Returns how many. All or nothing.

    Raises Refused, and RuleBroken where a code cannot be read so.
    """
    require_mapper(actor, unit)
    said = list(said)
    for each in said:
        _require_fitting(each)
    with recording(actor, _("Översatte koder i filerna")):
        for each in said:
            values = dict.fromkeys(TARGETS.values()) | {"left_out": each.target is None}
            if each.target is not None:
                values[TARGETS[Dimension(each.dimension)]] = each.target
            CodeMapping.objects.update_or_create(
                unit=unit, source=source, dimension=each.dimension, code=each.code, defaults=values
            )
    return len(said)


def forget_mapping(actor: Actor, mapping: CodeMapping) -> None:
    """Take back what was said of a code. Its history stays. Raises Refused."""
    require_mapper(actor, mapping.unit)
    with recording(actor, _("Tog bort översättningen")):
        mapping.delete()


def _require_fitting(said: Said) -> None:
    if said.dimension != Dimension.ACCOUNT:
        return
    if said.target is None:
        raise RuleBroken(
            _("Konto %(code)s måste läsas som något konto: pengarna får inte försvinna.") % {"code": said.code}
        )
    if isinstance(said.target, Account) and is_result_number(said.code) != said.target.is_result:
        raise RuleBroken(
            _(
                "Konto %(code)s kan inte läsas som %(account)s: det ena är ett balanskonto och det andra ett resultatkonto."
            )
            % {"code": said.code, "account": said.target}
        )
