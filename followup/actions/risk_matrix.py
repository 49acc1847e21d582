"""Changing how risks are valued."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from followup.models import RiskMatrix
from followup.queries.control import matrix_now
from followup.rules import control as rules
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require

SIZES = range(2, 8)
"""How many steps a side may have."""


def change_matrix(
    actor: Actor,
    shown: int,
    *,
    likelihoods: Sequence[str],
    consequences: Sequence[str],
    low_to: int,
    middle_to: int,
) -> RiskMatrix:
    """A new matrix for the plans that are begun from now on; those there are keep theirs. Nothing is written when nothing differs.

    ``shown``: the id of the matrix that the person saw, 0 for none. Raises RuleBroken for too few or too many steps, a word twice, or limits out of
    order; EditConflict when another has changed it.
    """
    require(rules.may_change_matrix(actor), _("Riskmatrisen ändras av en controller."))
    said = {"likelihoods": _words(likelihoods, "likelihoods"), "consequences": _words(consequences, "consequences")}
    highest = len(said["likelihoods"]) * len(said["consequences"])
    if not 1 <= low_to < middle_to < highest:
        raise RuleBroken(
            _("Gränserna ska stiga: låg under medelhög, och medelhög under det högsta värdet, %(highest)s.")
            % {"highest": highest},
            field="middle_to",
        )
    with recording(actor, _("Ändrade riskmatrisen")):
        now = matrix_now()
        if (now.pk if now else 0) != shown:
            raise EditConflict(_("Någon annan har ändrat riskmatrisen sedan du öppnade sidan."))
        limits = {"low_to": low_to, "middle_to": middle_to}
        if now is not None and all(getattr(now, name) == value for name, value in {**said, **limits}.items()):
            return now
        return RiskMatrix.objects.create(
            likelihoods=said["likelihoods"], consequences=said["consequences"], low_to=low_to, middle_to=middle_to
        )


def _words(words: Sequence[str], field: str) -> list[str]:
    found = [word.strip() for word in words if word.strip()]
    if len(found) not in SIZES:
        raise RuleBroken(
            _("Skriv mellan %(least)s och %(most)s steg, ett på varje rad.") % {"least": SIZES[0], "most": SIZES[-1]},
            field=field,
        )
    if len({word.lower() for word in found}) != len(found):
        raise RuleBroken(_("Varje steg behöver ett eget ord."), field=field)
    return found
