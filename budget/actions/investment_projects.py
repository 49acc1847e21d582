"""Investment projects themselves: begun, described, finished, cancelled and opened again."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from budget import rules
from budget.actions.investments import investments_lock, require_recorder
from budget.models import InvestmentKind, InvestmentProject, InvestmentState, Project
from budget.queries.structure import is_municipal
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require


@dataclass(frozen=True)
class ProjectFacts:
    """What is said about a project. ``running_cost``: öre a year, report sign; None is not known."""

    text: str = ""
    completion_year: int | None = None
    running_cost: int | None = None
    kind: str = InvestmentKind.NEW


def start_project(actor: Actor, code: str, name: str, unit: Unit, facts: ProjectFacts) -> InvestmentProject:
    """Begin a project under its code in the coding string, which is made when there is none. It has no money until something is decided for it.

    Raises Refused, and RuleBroken when the code is taken or no longer used, a new code lacks its name, or the unit is not the municipality's own.
    """
    require(
        rules.may_record_investment(actor, unit),
        _("Investeringsprojekt läggs upp av en controller. Hör av dig dit."),
    )
    code, name = code.strip(), name.strip()
    if not code:
        raise RuleBroken(_("Skriv projektets kod, den som står i kodsträngen."), field="code")
    if not is_municipal(unit):
        raise RuleBroken(
            _("Bolagens investeringar står i deras egna budgetar. Välj en enhet i kommunen."), field="unit"
        )
    with recording(actor, _("Lade upp investeringsprojektet")), investments_lock():
        found = Project.objects.filter(code=code).first()
        if found is None and not name:
            raise RuleBroken(_("Koden är ny. Skriv vad projektet heter."), field="name")
        if found is not None and not found.in_use:
            raise RuleBroken(_("Projektkoden %(code)s används inte längre.") % {"code": code}, field="code")
        if found is not None and InvestmentProject.objects.filter(project=found).exists():
            raise RuleBroken(_("Det finns redan en investering med koden %(code)s.") % {"code": code}, field="code")
        project = found or Project.objects.create(code=code, name=name, unit=unit)
        return InvestmentProject.objects.create(project=project, unit=unit, **vars(_clean(facts)))


def describe_project(actor: Actor, project: InvestmentProject, facts: ProjectFacts, version: int) -> InvestmentProject:
    """Change what is said about a project that the person read as ``version``: text, kind, when it is ready, what it costs to run.

    Raises Refused, or EditConflict when somebody else has changed it since.
    """
    require_describer(actor, project)
    with recording(actor, _("Ändrade investeringsprojektet")), investments_lock():
        now = InvestmentProject.objects.get(pk=project.pk)
        if now.version != version:
            raise EditConflict(
                _("Någon annan har ändrat projektet sedan du öppnade det. Läs det som står nu och gör om din ändring.")
            )
        for name, value in vars(_clean(facts)).items():
            setattr(now, name, value)
        now.version += 1
        now.save()
    return now


def set_state(actor: Actor, project: InvestmentProject, state: str, reason: str = "") -> InvestmentProject:
    """Say that a project is under way, done or cancelled. The manager says the first two; a controller cancels and opens again, with a reason.

    Raises Refused, and RuleBroken when it is in that state already or the reason is missing.
    """
    require_state_setter(actor, project, state)
    label = InvestmentState(state).label
    with recording(actor, reason.strip() or _("Läget är nu %(state)s") % {"state": label}), investments_lock():
        now = InvestmentProject.objects.get(pk=project.pk)
        if now.state == state:
            raise RuleBroken(_("Projektet är redan %(state)s.") % {"state": label}, field="state")
        if (state == InvestmentState.CANCELLED or not now.is_open) and not reason.strip():
            raise RuleBroken(_("Skriv varför. Det står sedan i historiken."), field="reason")
        now.state = state
        now.version += 1
        now.save()
    return now


def require_describer(actor: Actor, project: InvestmentProject) -> None:
    """Raises Refused, with the words for who keeps a project's texts."""
    require(
        rules.may_lead_investment(actor, project.unit) or rules.may_record_investment(actor, project.unit),
        _("Projektets texter sköts av chefen för %(unit)s eller av en controller.") % {"unit": project.unit.name},
    )


def require_state_setter(actor: Actor, project: InvestmentProject, state: str) -> None:
    """Raises Refused, with the words for who may change the project's state to ``state``."""
    if state == InvestmentState.CANCELLED or not project.is_open:
        require_recorder(actor, [project])
    else:
        require_describer(actor, project)


def _clean(facts: ProjectFacts) -> ProjectFacts:
    return ProjectFacts(facts.text.strip(), facts.completion_year, facts.running_cost, facts.kind)
