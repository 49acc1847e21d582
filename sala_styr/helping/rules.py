"""Who may help, and where a helper does not go."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.access.rules import may_read_log
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Appointment, Role, User
from sala_styr.organisation.rules import require

MINUTES = (30, 60, 120, 240)
"""For how long one may let oneself be helped."""

OPEN = frozenset(
    {
        *("start", "logout", "prolong", "set_language", "favicon", "health", "ready", "whole", "metrics"),
        *("organisation:tree", "organisation:unit", "help:show", "help:close", "privacy:about"),
    }
)
"""What is open of the rooms below while one helps."""
CLOSED_ROOMS = frozenset({"", "admin", "mail", "organisation", "help", "privacy"})
"""Rooms (the address book's namespaces) where a person has only their own things, or gives rights: the log-in and its second step, reminders, stand-ins,
people, consents, what is held about people. Everything in them is closed that is not named above, so that a new page of theirs is closed too."""
CLOSED_PAGES = frozenset({"followup:wheel_calendars", "followup:renew_wheel_feed"})
"""Pages elsewhere that show or make a key of one's own."""


def helpers() -> "QuerySet[User]":
    """Those who can be asked for help: the administrators. Lazy."""
    today = Appointment.objects.filter(role=Role.ADMINISTRATOR).on(timezone.localdate())
    return User.objects.filter(is_active=True, pk__in=today.values("user")).order_by("last_name", "first_name", "pk")


def may_help(actor: Actor) -> bool:
    """Administrators help; not while they already do."""
    return actor.user is not None and actor.helped is None and actor.has(Role.ADMINISTRATOR)


def require_helper(actor: Actor) -> None:
    require(may_help(actor), _("Det är systemförvaltarna som kan fråga om de får hjälpa till."))


def is_closed(view_name: str) -> bool:
    """Is the page with this name out of reach while one helps?"""
    room = view_name.rpartition(":")[0].partition(":")[0]
    return view_name in CLOSED_PAGES or (room in CLOSED_ROOMS and view_name not in OPEN)


def may_read_all(actor: Actor) -> bool:
    """Whoever reads the log of log-ins also sees who has helped whom."""
    return actor.helped is None and may_read_log(actor)
