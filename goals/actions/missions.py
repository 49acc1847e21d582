"""Grunduppdraget: the statutory part by the unit's manager, the local part by the body that answers for the unit."""

from collections.abc import Iterable

from django.db import IntegrityError
from django.utils.translation import gettext as _

from goals import rules
from goals.laws import Law, fault_of
from goals.models import CoreMission, LawReference
from goals.queries.missions import deciding_body
from sala_styr.decisions.models import Decision
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require, require_own_hand


def set_statutory(actor: Actor, unit: Unit, statutory: str, laws: Iterable[Law], version: int) -> CoreMission:
    """Describe what the law gives the unit to do, and by which laws. ``version`` is 0 where nothing has been written yet."""
    require(
        rules.may_edit_statutory(actor, unit.pk),
        _("Den lagstadgade delen av grunduppdraget skrivs av en chef för %(unit)s.") % {"unit": unit.name},
    )
    wanted = list(laws)
    for law in wanted:
        fault = fault_of(law)
        if fault:
            raise RuleBroken(f"{law.name or law.sfs}: {fault[1]}")
    with recording(actor, _("Ändrade grunduppdragets lagstadgade del")):
        mission = _fetch(unit, version)
        mission.statutory = statutory
        _write(mission, ["statutory"])
        _set_laws(mission, wanted)
        return mission


def _set_laws(mission: CoreMission, wanted: list[Law]) -> None:
    """The rows as wanted, in that order. A row that is the same is left alone, so that its history tells real changes."""
    now = list(mission.law_references.order_by("order", "pk"))
    for order, law in enumerate(wanted, 1):
        row = now[order - 1] if order <= len(now) else LawReference(mission=mission)
        new = law._asdict() | {"order": order}
        if row.pk and all(getattr(row, name) == value for name, value in new.items()):
            continue
        for name, value in new.items():
            setattr(row, name, value)
        row.save()
    for row in now[len(wanted) :]:
        row.delete()


def set_local(actor: Actor, unit: Unit, local: str, decision: Decision | None, version: int) -> CoreMission:
    """Enter the part that this municipality has decided itself, with the decision of the body that answers for the unit."""
    require_own_hand(actor, decision)
    body = deciding_body(unit)
    who = body.name if body else _("det politiska organet")
    require(
        rules.may_edit_local(actor, body.pk if body else None),
        _("Den lokala delen av grunduppdraget beslutas av %(body)s och skrivs av förtroendevalda där.") % {"body": who},
    )
    if decision is None or body is None or decision.body_id != body.pk:
        raise RuleBroken(
            _("Den lokala delen behöver ett beslut av %(body)s. Välj vilket.") % {"body": who}, field="decision"
        )
    with recording(actor, _("Ändrade grunduppdragets lokala del: %(decision)s") % {"decision": decision}):
        mission = _fetch(unit, version)
        mission.local, mission.local_decision = local, decision
        return _write(mission, ["local", "local_decision"])


def _fetch(unit: Unit, version: int) -> CoreMission:
    if unit.kind not in rules.MISSION_KINDS:
        raise RuleBroken(_("%(unit)s är inte en verksamhet och har inget grunduppdrag.") % {"unit": unit.name})
    found = CoreMission.objects.select_for_update(of=("self",)).filter(unit=unit).first()
    mission = found or CoreMission(unit=unit, version=0)
    if mission.version != version:
        raise EditConflict(_("Någon annan har ändrat grunduppdraget sedan du öppnade det."))
    return mission


def _write(mission: CoreMission, fields: list[str]) -> CoreMission:
    mission.version += 1
    try:
        mission.save(update_fields=[*fields, "version"] if mission.pk else None)
    except IntegrityError as error:
        raise EditConflict(_("Någon annan har ändrat grunduppdraget sedan du öppnade det.")) from error
    return mission
