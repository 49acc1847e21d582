"""The kinds of letters that one may say no to, what the controller has to do about letters that did not arrive, and when reminders go out."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followup.actions.reminders import reminder_rule
from followup.forms.reminders import ReminderRuleForm
from followup.queries.reminders import mail_kind_of
from followup.todo import Todo, todo_kind, todo_kinds
from sala_styr.mail.cover import REMINDERS
from sala_styr.mail.kinds import MailKind, mail_kinds_from
from sala_styr.mail.models import Message
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role
from sala_styr.shell.contributions import Panel, contribute


@mail_kinds_from
def kinds_of_letters() -> Iterable[MailKind]:
    """The gathered letters as a whole, and each kind of thing in them. What a colleague sends by hand always comes."""
    yield MailKind(REMINDERS, gettext_lazy("Veckans brev, och det som kommer arbetsdagen innan"), 0)
    for kind in todo_kinds():
        if kind.reminds:
            yield MailKind(mail_kind_of(kind), kind.label, 10 + kind.order)


@todo_kind("mail-troubled", gettext_lazy("Brev som inte kom fram"), 900, reminds=False)
def troubled_letters(actor: Actor, today: date) -> Iterable[Todo]:
    """All of them as one thing, for controllers. One query, none for others."""
    if not actor.has(Role.CONTROLLER) or actor.user is None:
        return
    ids = list(Message.objects.troubled().order_by("pk").values_list("pk", flat=True))
    if not ids:
        return
    title = ngettext("%(count)s brev behöver ses över", "%(count)s brev behöver ses över", len(ids))
    yield Todo(
        key=f"mail-troubled:{ids[-1]}",
        title=title % {"count": len(ids)},
        url=reverse("mail:outbox") + "?lage=kom-inte-fram",
        detail=_("De kom inte iväg, eller så vet vi inte om de gjorde det."),
    )


@contribute("outbox", 10)
def when_panel(request: HttpRequest) -> Panel | None:
    """When reminders go out, for the controller who decides it. One query."""
    if not request.actor.has(Role.CONTROLLER):  # type: ignore[attr-defined]
        return None
    rule = reminder_rule()
    form = ReminderRuleForm(
        initial={"weekday": rule.weekday, "hour": rule.hour, "day_before": rule.day_before}, prefix="nar"
    )
    return Panel(_("När går påminnelserna ut?"), "followup/panels/reminder_rule.html", {"form": form, "rule": rule})
