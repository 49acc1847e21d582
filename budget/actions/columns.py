"""Saving how a legal unit's tables are written: which heading is which column, the sign and the numbers."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from budget.actions.mapping import require_mapper
from budget.models import ColumnMapping
from budget.tables_in.columns import Column
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit

LONGEST_NAME = 60


def save_columns(
    actor: Actor,
    unit: Unit,
    name: str,
    headings: Mapping[str, str],
    *,
    sign: int = 1,
    numbers: str = "plain",
    only: bool = False,
    mapping: ColumnMapping | None = None,
) -> ColumnMapping:
    """Save a column mapping under its name, or change one. ``only``: other headings are not read, though they be known.

    Raises Refused, or RuleBroken when it could read no table or the name is taken."""
    require_mapper(actor, unit)
    said = {column: text.strip() for column, text in headings.items() if text.strip()}
    _require_readable(said)
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise RuleBroken(_("Skriv ett namn på högst %(most)s tecken.") % {"most": LONGEST_NAME}, field="name")
    with recording(actor, _("Sparade kolumnerna %(name)s") % {"name": name}):
        others = ColumnMapping.objects.filter(unit=unit, name=name).exclude(pk=mapping.pk if mapping else 0)
        if others.exists():
            raise RuleBroken(
                _("Det finns redan kolumner med det namnet. Välj ett annat, eller ändra dem."), field="name"
            )
        saved = mapping or ColumnMapping()
        saved.unit, saved.name, saved.columns = unit, name, said
        saved.sign, saved.numbers, saved.only = sign, numbers, only
        saved.save()
    return saved


def forget_columns(actor: Actor, mapping: ColumnMapping) -> None:
    """Take a saved column mapping away. Its history stays. Raises Refused."""
    require_mapper(actor, mapping.unit)
    with recording(actor, _("Tog bort kolumnerna %(name)s") % {"name": mapping.name}):
        mapping.delete()


def _require_readable(said: Mapping[str, str]) -> None:
    texts = [text.casefold() for text in said.values()]
    twice = next((text for text in said.values() if texts.count(text.casefold()) > 1), "")
    if twice:
        raise RuleBroken(_("Rubriken ”%(text)s” står för två kolumner. Den kan bara vara en.") % {"text": twice})
    if not said:
        raise RuleBroken(_("Skriv minst en rubrik. De andra kolumnerna känns igen som vanligt."))
    unknown = [column for column in said if column not in set(Column)]
    if unknown:
        raise RuleBroken(_("”%(text)s” är ingen kolumn.") % {"text": unknown[0]})
