"""What must be true of a plan item whatever is done with it, and how it is fetched for a change."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from goals.models import ItemState, Level, PlanItem, SteeringModel
from goals.queries.model_words import levels_above
from goals.rules.bulk import only_closed
from goals.terms import named
from sala_styr.decisions.models import Decision
from sala_styr.decisions.queries import all_closed
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.organisation.models import Unit


def fetch(pk: int, version: int | None = None) -> PlanItem:
    """The item as it is now, locked until the transaction ends.

    Raises RuleBroken when somebody has deleted it, EditConflict when it is no longer at ``version`` (None: whatever version).
    """
    items = PlanItem.objects.select_for_update(of=("self",)).select_related("step", "owner", "parent__step")
    item = items.filter(pk=pk).first()
    if item is None:
        raise RuleBroken(_("Det finns inte längre. Någon annan har tagit bort det."))
    if version is not None and item.version != version:
        raise EditConflict(_("Någon annan har ändrat ”%(title)s” sedan du öppnade den.") % {"title": item.title})
    return item


def check_place(step: Level, parent: PlanItem | None) -> None:
    """An item answers to an item of exactly the level its own level answers to (the chain is data: Level.parent, Level.parent_required)."""
    if step.parent_id is None:
        if parent is not None:
            raise RuleBroken(_("%(the)s står överst och svarar inte på något.") % {"the": the_level(step)})
        return
    if parent is None and not step.parent_required:
        return
    if parent is None or not step.answers_to(parent.step):
        raise RuleBroken(
            _("%(the)s behöver svara på %(above)s. Välj ett sådant.")
            % {"the": the_level(step), "above": named(step.parent.singular) if step.parent else ""},
            field="parent",
        )
    if parent.state == ItemState.ENDED:
        raise RuleBroken(
            _("”%(title)s” är avslutat. Välj något som fortfarande gäller.") % {"title": parent.title}, field="parent"
        )


def check_in_force(step: Level, first_year: int) -> None:
    """Something new is of a level of the model that is in force in its first year: what has been planned in a former model only goes on."""
    if not SteeringModel.objects.in_force(first_year).filter(pk=step.steering_model_id).exists():
        raise RuleBroken(
            _(
                "%(the)s hör till en styrmodell som inte gäller %(year)s. Välj ett annat år, eller en nivå som gäller då."
            )
            % {"the": the_level(step), "year": first_year},
            field="first_year",
        )


def check_link(step: Level, above: PlanItem) -> None:
    """Besides what it stands under, an item may answer to what stands anywhere above in the same chain (an åtagande to a strategic goal)."""
    if above.step_id in {level.pk for level in levels_above(step)} or step.answers_to(above.step):
        if above.state == ItemState.ENDED:
            raise RuleBroken(
                _("”%(title)s” är avslutat. Välj något som fortfarande gäller.") % {"title": above.title},
                field="parent",
            )
        return
    raise RuleBroken(
        _("%(the)s kan inte svara på det. Välj något som står ovanför i kedjan.") % {"the": the_level(step)},
        field="parent",
    )


def the_level(step: Level) -> str:
    """The level in its definite form, as a sentence begins."""
    return upper_first(named(step.definite))


def check_owner(step: Level, owner: Unit) -> None:
    """The owner is of the kind the level says."""
    if owner.kind not in step.unit_kinds:
        raise RuleBroken(
            _("%(owner)s kan inte äga %(what)s. Ägaren behöver vara %(kind)s.")
            % {"owner": owner.name, "what": named(step.singular), "kind": step.get_owner_kind_display()},
            field="owner",
        )


def check_years(first_year: int, last_year: int, parent: PlanItem | None) -> None:
    """The years are in order and at least one of them is also a year of what the item answers to."""
    if last_year < first_year:
        raise RuleBroken(_("Det sista året kan inte ligga före det första."), field="last_year")
    if parent and (first_year > parent.last_year or last_year < parent.first_year):
        raise RuleBroken(
            _("”%(title)s” gäller %(years)s. Åren behöver ha minst ett år gemensamt med dem.")
            % {"title": parent.title, "years": years_text(parent)},
            field="first_year",
        )


def check_not_closed(first_year: int, last_year: int, closed: Callable[[int, int], bool] = all_closed) -> None:
    """Nothing new is made, and nothing moved, to stand wholly in closed years: what was valid then is what stands there. See ``plan.require_open``."""
    if closed(first_year, last_year):
        raise RuleBroken(only_closed(), field="last_year")


def check_dates(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise RuleBroken(_("Slutdagen kan inte ligga före startdagen."), field="end_date")


def check_decision(owner: Unit, decision: Decision) -> None:
    """Only the owning body's own decision counts (invariant 13)."""
    if decision.body_id != owner.pk:
        raise RuleBroken(
            _("%(decision)s är inte ett beslut av %(owner)s. Välj ett beslut som %(owner)s själv har fattat.")
            % {"decision": decision, "owner": owner.name},
            field="decision",
        )


def years_text(item: PlanItem) -> str:
    """``2025–2027``, or ``2026`` for a single year."""
    return str(item.first_year) if item.first_year == item.last_year else f"{item.first_year}–{item.last_year}"


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
