"""The example municipality's one-click log-in. It does not exist where ``settings.EXAMPLE`` is off (settings: never in production)."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sala_styr.organisation.models import User

PREFIX = "exempel-"
_ROLES = {
    "politiker": _("Förtroendevald"),
    "chef": _("Chef"),
    "controller": _("Controller"),
    "revisor": _("Revisor"),
    "administrator": _("Systemförvaltare"),
}


@dataclass(frozen=True)
class ExampleLogin:
    """A button on the log-in page."""

    role: str
    label: Promise
    person: str


def example_logins() -> list[ExampleLogin]:
    """The example's people, in the order of the buttons; only those that exist. One query; none outside the example."""
    if not settings.EXAMPLE:
        return []
    people = {
        user.get_username(): user
        for user in User.objects.filter(username__in=[PREFIX + role for role in _ROLES], is_active=True)
    }
    return [
        ExampleLogin(role, label, str(people[PREFIX + role]))
        for role, label in _ROLES.items()
        if PREFIX + role in people
    ]


def example_user(role: str) -> User | None:
    """The example's person in ``role``, or None: outside the example, an unknown role, or nobody there."""
    if not settings.EXAMPLE or role not in _ROLES:
        return None
    return User.objects.filter(username=PREFIX + role, is_active=True).first()
