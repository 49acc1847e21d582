"""Steps that several units answer for, each for itself, and that no work tells of: who they are, and whose part is noted as done."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from followup.models import WheelPart, WheelStep
from followup.queries.wheel_progress import Progress
from followup.rules.wheel import kinds_that_answer
from sala_styr.organisation.models import Unit

UnitsByKind = Mapping[str, Mapping[int, str]]
"""The name of every unit that a step for units of a kind is for, by its id."""


def units_by_kind(kinds: Iterable[str], year: int) -> dict[str, dict[int, str]]:
    """The units that answer for steps of each of ``kinds`` in ``year``, in the organisation's order. One query."""
    wanted = set(kinds)
    all_kinds = {each for kind in wanted for each in kinds_that_answer(kind)}
    rows = list(
        Unit.objects.in_year(year)
        .filter(kind__in=all_kinds)
        .order_by("tree_id", "lft")
        .values_list("kind", "pk", "name")
    )
    return {kind: {pk: name for each, pk, name in rows if each in kinds_that_answer(kind)} for kind in wanted}


def is_shared(step: WheelStep, units: Mapping[int, str]) -> bool:
    """Do several of ``units`` answer for ``step``, each for itself, without any work that tells how far they have come?"""
    return step.owner_id is None and bool(step.role) and not step.work and len(units) > 1


def progress_by_unit(steps: Iterable[WheelStep], year: int, units: UnitsByKind) -> dict[int, Progress]:
    """How many of its units have noted each shared step as done, by the step's id. One query, none where there is no such step."""
    shared = [step for step in steps if is_shared(step, units.get(step.owner_kind, {}))]
    if not shared:
        return {}
    noted: dict[int, set[int]] = {step.pk: set() for step in shared}
    for step_pk, unit_pk in WheelPart.objects.filter(step__in=shared, year=year).values_list("step_id", "unit_id"):
        noted[step_pk].add(unit_pk)
    return {step.pk: _progress(frozenset(units[step.owner_kind]), noted[step.pk]) for step in shared}


def _progress(units: frozenset[int], noted: set[int]) -> Progress:
    left = units - noted
    done, total = len(units) - len(left), len(units)
    words = _("%(done)d av %(total)d är klara") % {"done": done, "total": total}
    return Progress(done, total, words, left=left, units=units)
