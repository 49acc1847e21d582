"""Grunduppdraget: the statutory part by the unit's manager, the local part by the body that answers for the unit."""

from django.db import IntegrityError
from django.utils.translation import gettext as _

from goals import rules
from goals.models import CoreMission
from goals.queries.missions import deciding_body
from sala_styr.decisions.models import Decision
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require


def set_statutory(actor: Actor, unit: Unit, statutory: str, laws: str, version: int) -> CoreMission:
    """Describe what the law gives the unit to do. ``version`` is 0 where nothing has been written yet."""
    require(
        rules.may_edit_statutory(actor, unit.pk),
        _("Den lagstadgade delen av grunduppdraget skrivs av en chef för %(unit)s.") % {"unit": unit.name},
    )
    with recording(actor, _("Ändrade grunduppdragets lagstadgade del")):
        mission = _fetch(unit, version)
        mission.statutory, mission.laws = statutory, laws
        return _write(mission, ["statutory", "laws"])


def set_local(actor: Actor, unit: Unit, local: str, decision: Decision | None, version: int) -> CoreMission:
    """Enter the part that this municipality has decided itself, with the decision of the body that answers for the unit."""
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
