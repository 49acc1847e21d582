"""What must be true of a steering model, whether it comes from a file or is edited in its pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from goals.models import (
    OFFICIAL_KINDS,
    ActivityStatus,
    Level,
    OwnerKind,
    PlanItem,
    ScaleKind,
    SteeringModel,
    Tone,
    Track,
)
from goals.scale_words import CANNOT, SYMBOLS
from sala_styr.errors import EditConflict, RuleBroken

CHAIN_FIELDS = ("track", "parent", "owner_kind", "needs_decision", "is_activity")
"""What items of a level stand on. The words can always be changed, and how strict the level is."""

KEPT_ACTIVITY_KEYS = (ActivityStatus.NOT_STARTED, ActivityStatus.DONE)
"""The steps that the system itself sets and asks for: where an activity begins, and when it is no longer something to do."""


def locked(model: SteeringModel, version: int | None = None) -> SteeringModel:
    """The model as it is now, locked until the transaction ends. Raises EditConflict when it is no longer at ``version``."""
    found = SteeringModel.objects.select_for_update().filter(pk=model.pk).first()
    if found is None:
        raise RuleBroken(_("Styrmodellen finns inte längre. Någon annan har tagit bort den."))
    if version is not None and found.version != version:
        raise EditConflict(_("Någon annan har ändrat styrmodellen sedan du öppnade den."))
    return found


def check_levels(levels: list[Mapping[str, Any]]) -> None:
    """Each key once, each level after the one it answers to, known tracks and owners, and the wall between WHAT and HOW."""
    seen: set[str] = set()
    for row in levels:
        if row["key"] in seen:
            raise RuleBroken(_("Nivån %(key)s står två gånger i styrmodellen.") % {"key": row["key"]})
        if row.get("parent") and row["parent"] not in seen:
            raise RuleBroken(
                _("Nivån %(key)s svarar på %(parent)s, som inte står före den.")
                % {"key": row["key"], "parent": row["parent"]}
            )
        if row["owner_kind"] not in OwnerKind.values or row["track"] not in Track.values:
            raise RuleBroken(_("Nivån %(key)s har ett okänt spår eller slag av ägare.") % {"key": row["key"]})
        check_owner_and_decision(row["owner_kind"], row["needs_decision"], row.get("is_activity", False))
        seen.add(row["key"])


def check_owner_and_decision(owner_kind: str, needs_decision: bool, is_activity: bool) -> None:
    """Officials' levels are never decided politically, and what is carried out is theirs (HOW and BY WHOM)."""
    if owner_kind in OFFICIAL_KINDS and needs_decision:
        raise RuleBroken(
            _("Det som tjänstepersoner äger beslutas inte politiskt. Välj en annan ägare eller ta bort beslutet."),
            field="needs_decision",
        )
    if is_activity and owner_kind not in OFFICIAL_KINDS:
        raise RuleBroken(
            _("Det som genomförs ägs av tjänstepersoner: förtroendevalda beslutar vad och när, inte hur."),
            field="is_activity",
        )


def require_unbroken(level: Level, values: Mapping[str, Any]) -> None:
    """A level that items stand on keeps its place in the chain. Raises RuleBroken that says why."""
    changed = [name for name in CHAIN_FIELDS if name in values and getattr(level, name) != values[name]]
    if changed and PlanItem.objects.filter(step=level).exists():
        raise RuleBroken(
            _(
                "Planen har delar på nivån ”%(level)s”. Orden kan ändras, men inte vem som äger den, vad den svarar på eller om den beslutas: "
                "då skulle det som redan är beslutat betyda något annat. Byt styrmodell från ett nytt år i stället."
            )
            % {"level": level.singular},
            field=changed[0],
        )


def check_scales(steps: Iterable[Mapping[str, Any]]) -> None:
    """Known scales, symbols and tones; each key once; and the steps that the system itself needs."""
    keys: dict[str, set[str]] = {}
    for row in steps:
        if row["kind"] not in ScaleKind.values:
            raise RuleBroken(_("Skalan %(kind)s är okänd.") % {"kind": row["kind"]})
        found = keys.setdefault(row["kind"], set())
        if row["key"] in found:
            raise RuleBroken(_("Skalsteget %(key)s står två gånger i styrmodellen.") % {"key": row["key"]})
        found.add(row["key"])
        check_step(row["kind"], row["key"], row.get("needs_reason", False), row.get("in_use", True))
        if row["symbol"] not in SYMBOLS[row["kind"]] or row["tone"] not in Tone.values:
            raise RuleBroken(_("Skalsteget %(key)s har en okänd symbol eller färg.") % {"key": row["key"]})
    missing = set(KEPT_ACTIVITY_KEYS) - keys.get(ScaleKind.ACTIVITY, set(KEPT_ACTIVITY_KEYS))
    if missing:
        raise RuleBroken(_("Genomförandets skala behöver steget %(key)s.") % {"key": sorted(missing)[0]})


def check_step(kind: str, key: str, needs_reason: bool, in_use: bool) -> None:
    """ "Kan inte bedömas" always has its reason (invariant 16), and an activity can always begin and be finished."""
    if kind == ScaleKind.STATUS and key == CANNOT and not needs_reason:
        raise RuleBroken(_("Det som inte kan bedömas behöver alltid ett skäl."), field="needs_reason")
    if kind == ScaleKind.ACTIVITY and key in KEPT_ACTIVITY_KEYS and not in_use:
        raise RuleBroken(
            _("Det här steget behövs: systemet sätter det när en aktivitet läggs till eller frågar efter det."),
            field="in_use",
        )
