"""Templates arranged: made, changed, copied, put aside; their sections added, changed, moved, taken away.

A report that has begun keeps the sections it was begun with; a changed template is for the next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require
from sala_styr.writing.actions.shape import change_places, check_section
from sala_styr.writing.models import OwnerRole, ReportTemplate, TemplateSection
from sala_styr.writing.rules import may_arrange_templates


@dataclass(frozen=True)
class SectionPlan:
    """A section as the delivered templates say it. ``gathers`` is the key of another template."""

    heading: str
    instruction: str = ""
    blocks: tuple[str, ...] = ()
    has_text: bool = True
    required: bool = True
    owner_role: str = OwnerRole.OFFICIALS
    owner_unit: Unit | None = None
    gathers: str = ""
    inner: tuple["SectionPlan", ...] = ()


@dataclass(frozen=True)
class TemplatePlan:
    """A template as it is delivered."""

    key: str
    name: str
    kind: str
    description: str = ""
    unit_kinds: tuple[str, ...] = ()
    decided_by: str = ""
    ends_year: bool = True
    sections: tuple[SectionPlan, ...] = field(default=())


def make_template(actor: Actor, plan: TemplatePlan) -> ReportTemplate:
    """A new template with its sections. Raises Refused, and RuleBroken for a key that is taken, an unknown block or an unknown template to gather."""
    _require(actor)
    with recording(actor, _("Skapade rapportmallen")):
        if ReportTemplate.objects.filter(key=plan.key).exists():
            raise RuleBroken(_("Det finns redan en mall med kortnamnet ”%(key)s”.") % {"key": plan.key}, field="key")
        template = ReportTemplate.objects.create(
            key=plan.key,
            name=plan.name.strip(),
            kind=plan.kind,
            description=plan.description,
            unit_kinds=list(plan.unit_kinds),
            decided_by=plan.decided_by,
            ends_year=plan.ends_year,
        )
        _plant(template, None, plan.sections)
    return template


def copy_template(actor: Actor, template: ReportTemplate, *, key: str, name: str) -> ReportTemplate:
    """The same sections under another name. Raises as ``make_template``."""
    _require(actor)
    rows = list(template.sections.select_related("gathers", "owner_unit"))
    plan = TemplatePlan(
        key,
        name,
        template.kind,
        template.description,
        tuple(template.unit_kinds),
        template.decided_by,
        template.ends_year,
        _as_plans(rows, None),
    )
    with recording(actor, _("Kopierade rapportmallen")):
        return make_template(actor, plan)


def change_template(actor: Actor, template: ReportTemplate, version: int, **fields: Any) -> ReportTemplate:
    """Change name, description, who writes, who decides, or put it aside (``retired``). Raises Refused and EditConflict."""
    _require(actor)
    with recording(actor, _("Ändrade rapportmallen")):
        found = ReportTemplate.objects.select_for_update().get(pk=template.pk)
        if found.version != version:
            raise EditConflict(
                _("Någon annan har ändrat mallen sedan du öppnade sidan. Inget av ditt har sparats ännu.")
            )
        for name, value in fields.items():
            setattr(found, name, value)
        found.version += 1
        found.save()
    return found


def add_section(
    actor: Actor, template: ReportTemplate, plan: SectionPlan, *, parent: TemplateSection | None = None
) -> TemplateSection:
    """A section more, last where it lies. Raises Refused, and RuleBroken for a heading that is there, too deep a place, an unknown block."""
    _require(actor)
    with recording(actor, _("Lade till ett avsnitt i rapportmallen")):
        _touch(template)
        return _plant(template, parent, [plan])[0]


def change_section(actor: Actor, section: TemplateSection, version: int, **fields: Any) -> TemplateSection:
    """Change a section; ``version`` is the template's that the person saw. Raises Refused, RuleBroken, EditConflict."""
    _require(actor)
    with recording(actor, _("Ändrade avsnittet i rapportmallen")):
        _touch(section.template, version)
        found = TemplateSection.objects.select_for_update().get(pk=section.pk)
        for name, value in fields.items():
            setattr(found, name, value)
        _check(found)
        found.save()
    return found


def move_section(actor: Actor, section: TemplateSection, *, upwards: bool) -> None:
    """Change places with the one before or after, within the section they both lie in; nothing happens at the edge. Raises Refused."""
    _require(actor)
    with recording(actor, _("Flyttade avsnittet i rapportmallen")):
        _touch(section.template)
        change_places(TemplateSection.objects.filter(template=section.template_id), section, upwards=upwards)


def remove_section(actor: Actor, section: TemplateSection) -> None:
    """Take a section away, with those that lie in it. Reports that have begun keep theirs. Raises Refused."""
    _require(actor)
    with recording(actor, _("Tog bort avsnittet ur rapportmallen")):
        _touch(section.template)
        _fell(section)


def missing_of(plans: Iterable[TemplatePlan]) -> list[TemplatePlan]:
    """Those of the delivered templates that are not there. One query."""
    there = set(ReportTemplate.objects.values_list("key", flat=True))
    return [plan for plan in plans if plan.key not in there]


def load_templates(actor: Actor, plans: Sequence[TemplatePlan]) -> list[ReportTemplate]:
    """Make those of ``plans`` that are not there; those that are stay as they have become. What another gathers is made before it."""
    _require(actor)
    with recording(actor, _("Lade in de färdiga rapportmallarna")):
        return [make_template(actor, plan) for plan in missing_of(plans)]


def _require(actor: Actor) -> None:
    require(may_arrange_templates(actor), _("Rapportmallar sköts av systemförvaltaren och av controller."))


def _touch(template: ReportTemplate, version: int | None = None) -> None:
    """Lock the template and count the change."""
    found = ReportTemplate.objects.select_for_update().get(pk=template.pk)
    if version is not None and found.version != version:
        raise EditConflict(_("Någon annan har ändrat mallen sedan du öppnade sidan. Inget av ditt har sparats ännu."))
    found.version += 1
    found.save()


def _plant(
    template: ReportTemplate, parent: TemplateSection | None, plans: Sequence[SectionPlan]
) -> list[TemplateSection]:
    last = TemplateSection.objects.filter(template=template, parent=parent).aggregate(last=Max("order"))["last"] or 0
    made = []
    for number, plan in enumerate(plans, start=last + 1):
        row = TemplateSection(
            template=template,
            parent=parent,
            order=number,
            heading=plan.heading.strip(),
            instruction=plan.instruction,
            has_text=plan.has_text,
            required=plan.required and plan.has_text,
            owner_role=plan.owner_role,
            owner_unit=plan.owner_unit,
            blocks=list(plan.blocks),
            gathers=_gathered(plan.gathers),
        )
        _check(row)
        row.save()
        _plant(template, row, plan.inner)
        made.append(row)
    return made


def _gathered(key: str) -> ReportTemplate | None:
    if not key:
        return None
    found = ReportTemplate.objects.filter(key=key).first()
    if found is None:
        raise RuleBroken(_("Det finns ingen mall med kortnamnet ”%(key)s”.") % {"key": key}, field="gathers")
    return found


def _check(section: TemplateSection) -> None:
    check_section(section, TemplateSection.objects.filter(template=section.template))


def _fell(section: TemplateSection) -> None:
    for inner in TemplateSection.objects.filter(parent=section):
        _fell(inner)
    section.delete()


def _as_plans(rows: Sequence[TemplateSection], parent_id: int | None) -> tuple[SectionPlan, ...]:
    return tuple(
        SectionPlan(
            row.heading,
            row.instruction,
            tuple(row.blocks),
            row.has_text,
            row.required,
            row.owner_role,
            row.owner_unit,
            row.gathers.key if row.gathers else "",
            _as_plans(rows, row.pk),
        )
        for row in rows
        if row.parent_id == parent_id
    )
