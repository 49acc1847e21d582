"""The codes of the example's coding string: verksamhet, projekt and motpart."""

from budget.models import ActivityCode, Counterparty, Project
from followup.demo.content.codes import ACTIVITIES, COUNTERPARTIES, PROJECTS
from followup.demo.organisation import Units
from sala_styr import history

Activities = dict[str, ActivityCode]


def load_codes(units: Units) -> Activities:
    """Make all codes. Returns those of verksamhet by code."""
    activities = {code: ActivityCode(code=code, name=name, rs_code=rs) for code, (name, rs) in ACTIVITIES.items()}
    history.bulk_create(ActivityCode, list(activities.values()))
    history.bulk_create(
        Project, [Project(code=code, name=name, unit=units[unit]) for code, (name, unit) in PROJECTS.items()]
    )
    history.bulk_create(
        Counterparty,
        [
            Counterparty(code=code, name=name, unit=units[unit] if unit else None)
            for code, (name, unit) in COUNTERPARTIES.items()
        ],
    )
    return {code.code: code for code in ActivityCode.objects.all()}
