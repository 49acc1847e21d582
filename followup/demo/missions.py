"""Grunduppdrag for departments, services, units and the housing company."""

from followup.demo.content.missions import BY_CODE, BY_PROFILE
from followup.demo.content.organisation import COMMITTEES
from followup.demo.decisions import Decisions
from followup.demo.organisation import Units, places, walk
from goals.models import CoreMission
from sala_styr import history

LOCAL_YEAR = 2024


def load_missions(units: Units, decisions: Decisions) -> dict[str, CoreMission]:
    """The core missions by the unit's code. The local part cites the decision of the body that answers for the unit."""
    bodies = {place.code: body.code for body in COMMITTEES for place, _parent in walk(body)}
    missions = {}
    for code, place in places().items():
        text = BY_CODE.get(code) or (BY_PROFILE.get(place.profile) if place.kind == "unit" else None)
        if text is None:
            continue
        decided = decisions.get(f"{bodies.get(code, '').lower()}-uppdrag-{LOCAL_YEAR}") if text.local else None
        missions[code] = CoreMission(
            unit=units[code],
            statutory=text.statutory,
            laws="\n".join(text.laws),
            local=text.local,
            local_decision=decided,
        )
    history.bulk_create(CoreMission, list(missions.values()))
    return missions
