"""Which first pages a person has: one per kind of work (design §1), chosen by their appointments."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sala_styr.organisation.models import Role

ROLE_FIELD = "som"


@dataclass(frozen=True)
class StartRole:
    """A first page: the word in its address (``?som=chef``), its name, its slot for contributions and the roles it is for."""

    key: str
    label: Promise
    slot: str
    roles: tuple[Role, ...]


# In the order in which somebody with several sees the first.
START_ROLES = (
    StartRole("politiker", _("Förtroendevald"), "start.politician", (Role.POLITICIAN, Role.CHAIR)),
    StartRole("chef", _("Chef och medarbetare"), "start.manager", (Role.MANAGER, Role.STAFF)),
    StartRole("controller", _("Controller"), "start.controller", (Role.CONTROLLER,)),
    StartRole("administrator", _("Systemförvaltare"), "start.administrator", (Role.ADMINISTRATOR,)),
    StartRole("revisor", _("Revisor"), "start.auditor", (Role.AUDITOR,)),
)


def start_roles(request: HttpRequest) -> list[StartRole]:
    """The first pages this person has, in their order."""
    return [role for role in START_ROLES if request.actor.has(*role.roles)]  # type: ignore[attr-defined]


def chosen_role(request: HttpRequest) -> StartRole | None:
    """The one the address asks for, if the person has it, else their first; None without appointments."""
    mine = start_roles(request)
    asked = request.GET.get(ROLE_FIELD)
    return next((role for role in mine if role.key == asked), mine[0] if mine else None)
