"""The plan as a table: its columns, and what a part of the plan says in each. What goes out and what is compared with a file is the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from goals.exchange.more_parents import linked
from goals.exchange.surroundings import Surroundings
from goals.models import ItemState, ParentLink, PlanItem
from goals.models.plan_item import PlanItemQuerySet
from sala_styr.organisation.actor import Actor
from sala_styr.tables import Column, Kind, Listing, Value
from sala_styr.tables.languages import known_in_every_language

NEEDED = ("step", "title")
TEXTS = ("title", "description", "responsible", "first_year", "last_year", "area", "start_date", "end_date")
"""What can be changed while the text is open."""
FIXED = ("step", "state")
"""What is not changed by a file: each has its own way on the item's page."""


@known_in_every_language
def plan_columns() -> dict[str, Column]:
    """The columns, in the file's order."""
    return {
        "id": Column(_("Id")),
        "step": Column(_("Nivå")),
        "parent": Column(_("Svarar på")),
        "parent_title": Column(_("Svarar på, rubrik")),
        "also": Column(_("Svarar också på")),
        "title": Column(_("Rubrik"), Kind.LONG_TEXT),
        "description": Column(_("Beskrivning"), Kind.LONG_TEXT),
        "owner": Column(_("Ägare")),
        "owner_name": Column(_("Ägarens namn")),
        "responsible": Column(_("Ansvarig")),
        "first_year": Column(_("Från år"), Kind.YEAR),
        "last_year": Column(_("Till år"), Kind.YEAR),
        "start_date": Column(_("Startar"), Kind.DATE),
        "end_date": Column(_("Klar senast"), Kind.DATE),
        "activity_status": Column(_("Genomförande")),
        "area": Column(_("Område")),
        "state": Column(_("Läge"), words=tuple(map(str, ItemState.labels))),
        "decision": Column(_("Beslut")),
        "version": Column(_("Version"), Kind.NUMBER),
    }


def plan_row(item: PlanItem, around: Surroundings) -> dict[str, Value]:
    """What the item says in each column."""
    return {
        "id": str(item.pk),
        "step": item.step.singular,
        "parent": str(item.parent_id) if item.parent_id else None,
        "parent_title": item.parent.title if item.parent_id else None,
        "also": linked(item),
        "title": item.title,
        "description": item.description,
        "owner": item.owner.code,
        "owner_name": item.owner.name,
        "responsible": around.person_name(item.responsible),
        "first_year": item.first_year,
        "last_year": item.last_year,
        "start_date": item.start_date,
        "end_date": item.end_date,
        "activity_status": around.activity_scale(item.step)[item.activity_status].word
        if item.activity_status
        else None,
        "area": item.area.name if item.area_id and item.area else None,
        "state": str(item.get_state_display()),
        "decision": str(item.decision) if item.decision else None,
        "version": item.version,
    }


def items_with_all(actor: Actor) -> PlanItemQuerySet:
    """What ``actor`` may see, with everything that ``plan_row`` tells of it. Nine queries.

    What many items share (a level, an owner, a decision) is fetched and made once: with joins, a file of five thousand rows takes twice the time.
    """
    links = ParentLink.objects.filter(above__in=PlanItem.objects.visible_to(actor).order_by())
    found: PlanItemQuerySet = PlanItem.objects.visible_to(actor).select_related("parent")
    return found.prefetch_related(
        *("step__parent", "step__steering_model", "owner", "responsible", "area", "decision__body"),
        Prefetch("links_up", links),
    )


def with_choices(columns: dict[str, Column], around: Surroundings, year: int) -> dict[str, Column]:
    """The columns with what the year's steering model lets their cells say."""
    steps = around.steps_of(year)
    words = {
        "step": [step.singular for step in steps],
        "activity_status": [
            s.word for step in steps if step.is_activity for s in around.activity_scale(step).offered()
        ],
        "area": around.areas_of(steps),
    }
    return columns | {
        name: replace(columns[name], choices=tuple(dict.fromkeys(found))) for name, found in words.items()
    }


def plan_listing(
    name: str,
    year: int,
    items: Iterable[PlanItem],
    more: Mapping[str, tuple[Column, Mapping[int, Value]]] | None = None,
    notes: Sequence[str] = (),
) -> Listing:
    """The items as a file that can be brought in again. ``more``: further columns to read, each with {item id: value}."""
    around, more = Surroundings(), more or {}
    columns = with_choices(plan_columns(), around, year)
    rows = (
        (*plan_row(item, around).values(), *(values.get(item.pk) for _column, values in more.values()))
        for item in items
    )
    return Listing(name, (*columns.values(), *(column for column, _values in more.values())), rows, tuple(notes))


def whole_plan(actor: Actor, year: int) -> Listing:
    """The whole plan of ``year`` that ``actor`` may see, in the thread's order."""
    items = items_with_all(actor).in_year(year).order_by("tree_id", "lft")
    return plan_listing(_("Planen %(year)s") % {"year": year}, year, items, notes=plan_notes())


def plan_template(actor: Actor, year: int) -> Listing:
    """An empty table with the instructions on a sheet of its own."""
    return plan_listing(_("Mall för planen"), year, (), notes=plan_notes())


def plan_notes() -> tuple[str, ...]:
    """How the table is filled in."""
    return (
        _("En rad är en del av planen. Behåll rubrikerna; kolumner som du tar bort ändras inte."),
        _(
            "Id och Version: rör dem inte på rader som finns. De säger vilken del det är och hur den såg ut när filen hämtades."
        ),
        _("Något nytt: lämna Id och Version tomma, eller skriv ett eget namn i Id, till exempel ny1."),
        _("Nivå: det som nivån heter i styrmodellen, till exempel fokusområde eller aktivitet."),
        _(
            "Svarar på: Id för det som raden svarar på. Det kan vara ett Id i planen, ett eget namn i filen (ny1) eller rad 7."
        ),
        _(
            "Svarar på, rubrik: används när Svarar på är tom. Skriv rubriken, eller vägen dit: Visionen > Trygg uppväxt."
        ),
        _(
            "Svarar också på: fler Id med komma emellan, på nivåer som får svara på flera. En fil lägger till; den tar aldrig bort."
        ),
        _("Ägare: enhetens kod, till exempel SN, eller dess namn. Ansvarig: personens namn eller användarnamn."),
        _("Startar, Klar senast och Genomförande finns bara för aktiviteter. Skriv dagar som 2026-03-31."),
        _(
            "Läge och Beslut läses inte in: beslut antecknas på sidan. Det som är beslutat kan inte ändras, bara få en ny lydelse."
        ),
        _("Rader som du tar bort ur filen tas inte bort ur planen."),
    )
