"""How a reminding by hand went, said to the one who pressed."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sala_styr.mail.nudges import Reminding


def tell(request: HttpRequest, done: Reminding) -> None:
    """Say in messages how the reminding went."""
    if done.reminded:
        words = ngettext("%(n)d påminnelse är skickad.", "%(n)d påminnelser är skickade.", done.reminded)
        messages.success(request, words % {"n": done.reminded})
    if done.already:
        words = ngettext(
            "%(n)d hade redan fått en påminnelse i dag.", "%(n)d hade redan fått en påminnelse i dag.", done.already
        )
        messages.info(request, words % {"n": done.already})
    if done.nobody:
        messages.warning(
            request, _("Ingen med e-postadress att påminna: %(names)s.") % {"names": ", ".join(done.nobody)}
        )
    if not (done.reminded or done.already or done.nobody):
        messages.info(request, _("Det finns ingen att påminna: allt är inlämnat."))
