"""Quality factors of a grunduppdrag: what good quality is, by whoever answers for the work (domain §7, Falkenberg and Lindesberg)."""

from django.db.models import Max
from django.utils.translation import gettext as _

from goals import rules
from goals.models import CoreMission, QualityFactor
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import bulk_update, recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require


def add_factor(actor: Actor, mission: CoreMission, name: str, text: str = "") -> QualityFactor:
    """Say one more thing that good quality is. It comes last."""
    require_writer(actor, mission.unit)
    with recording(actor, _("Lade till kvalitetsfaktorn")):
        _lock(mission)
        _check_name(mission, name)
        last = mission.quality_factors.aggregate(last=Max("order"))["last"] or 0
        return QualityFactor.objects.create(mission=mission, order=last + 1, name=name.strip(), text=text)


def edit_factor(actor: Actor, factor: QualityFactor, version: int, name: str, text: str) -> QualityFactor:
    """Say it better. Nothing is written when nothing differs. Raises EditConflict when ``version`` is not the stored one."""
    require_writer(actor, factor.mission.unit)
    with recording(actor, _("Ändrade kvalitetsfaktorn")):
        factor = _fetch(factor)
        if factor.version != version:
            raise EditConflict(_("Någon annan har ändrat ”%(name)s” sedan du öppnade den.") % {"name": factor.name})
        if (factor.name, factor.text) == (name.strip(), text):
            return factor
        _check_name(factor.mission, name, but=factor.pk)
        factor.name, factor.text = name.strip(), text
        factor.version += 1
        factor.save(update_fields=["name", "text", "version"])
    return factor


def move_factor(actor: Actor, factor: QualityFactor, steps: int) -> None:
    """Put it ``steps`` later among its siblings (−1: earlier). At the end it stays where it is."""
    require_writer(actor, factor.mission.unit)
    with recording(actor, _("Ordnade kvalitetsfaktorerna")):
        _lock(factor.mission)
        siblings = list(QualityFactor.objects.filter(mission=factor.mission).order_by("order", "pk"))
        at = next((place for place, each in enumerate(siblings) if each.pk == factor.pk), None)
        if at is None:
            raise RuleBroken(_("Det finns inte längre. Någon annan har tagit bort det."))
        siblings.insert(max(0, at + steps), siblings.pop(at))
        moved = []
        for order, each in enumerate(siblings, 1):
            if each.order != order:
                each.order = order
                moved.append(each)
        if moved:
            bulk_update(QualityFactor, moved, ["order"])


def remove_factor(actor: Actor, factor: QualityFactor) -> None:
    """Take it away, when nothing measures it."""
    require_writer(actor, factor.mission.unit)
    with recording(actor, _("Tog bort kvalitetsfaktorn")):
        factor = _fetch(factor)
        if factor.indicators.exists():
            raise RuleBroken(
                _("”%(name)s” mäts av indikatorer och behöver stå kvar. Ändra texten i stället.")
                % {"name": factor.name}
            )
        factor.delete()


def require_writer(actor: Actor, unit: Unit) -> None:
    """Raises Refused, with the words for who may write what good quality is."""
    require(
        rules.may_edit_statutory(actor, unit.pk),
        _("Kvalitetsfaktorerna skrivs av en chef för %(unit)s.") % {"unit": unit.name},
    )


def _lock(mission: CoreMission) -> None:
    """One at a time among the factors of a grunduppdrag."""
    CoreMission.objects.select_for_update(of=("self",)).get(pk=mission.pk)


def _fetch(factor: QualityFactor) -> QualityFactor:
    """The factor as it is now, locked. Raises RuleBroken when somebody has taken it away."""
    found = QualityFactor.objects.select_for_update(of=("self",)).select_related("mission__unit")
    stored = found.filter(pk=factor.pk).first()
    if stored is None:
        raise RuleBroken(_("Det finns inte längre. Någon annan har tagit bort det."))
    return stored


def _check_name(mission: CoreMission, name: str, but: int | None = None) -> None:
    if not name.strip():
        raise RuleBroken(_("Skriv vad kvalitetsfaktorn heter."), field="name")
    same = mission.quality_factors.filter(name__iexact=name.strip()).values_list("pk", flat=True)
    if set(same) - {but}:
        raise RuleBroken(_("En kvalitetsfaktor med det namnet finns redan här."), field="name")
