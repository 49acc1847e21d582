"""The settings of when reminders go out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followup.actions import reminders
from followup.forms.reminders import ReminderRuleForm


@require_POST
def choose_when(request: HttpRequest) -> HttpResponse:
    """Save when reminders go out, and lead back to the outbox."""
    form = ReminderRuleForm(request.POST, prefix="nar")
    if form.is_valid():
        reminders.choose_when(request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("Sparat. Det gäller från och med nästa gång."))
    else:
        messages.error(request, _("Inget är sparat. Välj en vardag och ett klockslag mellan 0 och 23."))
    return redirect("mail:outbox")
