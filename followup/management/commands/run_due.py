"""``manage.py run_due``: everything that is done because its time has come. Run it every ten minutes (README)."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from followup.actions.reminders import run_due
from sala_styr.organisation.actor import system_actor
from sala_styr.privacy.retention import weed
from sala_styr.seal.letters import ask_to_tell
from sala_styr.seal.sealing import seal_what_is_due


class Command(BaseCommand):
    help = "Förseglar historiken, skriver de påminnelser som det är dags för och skickar brev som blivit liggande. Kan köras hur ofta som helst."

    def handle(self, *args: Any, **options: Any) -> None:
        sealed = seal_what_is_due()
        if sealed is not None:
            self.stdout.write(_("Förseglade historiken: %(code)s") % {"code": sealed.code})
            ask_to_tell(sealed)
        weed(system_actor())
        done = run_due()
        if not (done.week or done.day or done.sent):
            self.stdout.write(_("Inget att göra just nu."))
            return
        words = {"week": done.week, "day": done.day, "sent": done.sent}
        self.stdout.write(_("Skrev %(week)s veckobrev och %(day)s brev inför i morgon.") % words)
        self.stdout.write(_("Skickade %(sent)s brev som hade blivit liggande.") % words)
