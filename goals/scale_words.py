"""Sala's scales, and the words of a scale's step: what stands where a steering model says nothing of its own.

A database from before the scales were data, and a model loaded without them, are read with these: nothing is written for it, so no history
is invented. The same steps stand in ``steering_models/sala.json`` (a test holds them together); here they are also what is translated.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goals.models import ScaleKind, Tone

CANNOT = "cannot"
"""The key of "kan inte bedömas": a status of its own that always has its reason (invariant 16; a constraint holds it in the database)."""

SIGNS: dict[str, str | Promise] = {
    "●": _("fylld cirkel"),
    "◐": _("halv cirkel"),
    "○": _("tom cirkel"),
    "?": _("frågetecken"),
    "↗": _("pil uppåt"),
    "→": _("pil rakt fram"),
    "↘": _("pil nedåt"),
    "–": _("streck"),
}
"""What is drawn for a status or a trend; written as it stands in the PDF."""

DRAWINGS: dict[str, str | Promise] = {
    "empty": _("tom cirkel"),
    "half": _("halv cirkel"),
    "full": _("fylld cirkel"),
    "check": _("bock"),
    "attention": _("varningstriangel"),
    "none": _("streck"),
}
"""What is drawn for how far an activity has come."""

SYMBOLS: dict[str, dict[str, str | Promise]] = {
    ScaleKind.STATUS: SIGNS,
    ScaleKind.TREND: SIGNS,
    ScaleKind.ACTIVITY: DRAWINGS,
}


class Step(NamedTuple):
    """One step as it is stored, with Sala's words."""

    kind: str
    key: str
    text: str | Promise
    interim_text: str | Promise
    symbol: str
    tone: str
    needs_reason: bool = False


DEFAULT_STEPS: tuple[Step, ...] = (
    Step(ScaleKind.STATUS, "met", _("uppfyllt"), _("på väg"), "●", Tone.SUCCESS),
    Step(ScaleKind.STATUS, "partly", _("delvis uppfyllt"), _("osäkert"), "◐", Tone.WARNING),
    Step(ScaleKind.STATUS, "not_met", _("ej uppfyllt"), _("kommer inte att nås"), "○", Tone.DANGER),
    Step(ScaleKind.STATUS, CANNOT, _("kan inte bedömas"), "", "?", Tone.NEUTRAL, True),
    Step(ScaleKind.TREND, "better", _("bättre"), "", "↗", Tone.SUCCESS),
    Step(ScaleKind.TREND, "same", _("oförändrat"), "", "→", Tone.NEUTRAL),
    Step(ScaleKind.TREND, "worse", _("sämre"), "", "↘", Tone.DANGER),
    Step(ScaleKind.TREND, "missing", _("trend saknas"), "", "–", Tone.NEUTRAL),
    Step(ScaleKind.ACTIVITY, "not_started", _("ej påbörjad"), "", "empty", Tone.NEUTRAL),
    Step(ScaleKind.ACTIVITY, "ongoing", _("pågår"), "", "half", Tone.INFO),
    Step(ScaleKind.ACTIVITY, "done", _("klar"), "", "full", Tone.SUCCESS),
    Step(ScaleKind.ACTIVITY, "delayed", _("försenad"), "", "attention", Tone.WARNING),
    Step(ScaleKind.ACTIVITY, "paused", _("pausad"), "", "none", Tone.NEUTRAL),
    Step(ScaleKind.ACTIVITY, "cancelled", _("avslutad i förtid"), "", "none", Tone.NEUTRAL),
)
