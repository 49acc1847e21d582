"""The page of stand-ins: who has my rights while I am away, and whose I have."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from sala_styr.errors import RuleBroken
from sala_styr.organisation import stand_ins as verbs
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Appointment, User
from sala_styr.organisation.rules import require
from sala_styr.shell.fields import DayField
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of


class AppointmentChoice(forms.ModelChoiceField):
    """The unit, the role and the person."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.unit.name}: {obj.user}, {obj.title or obj.get_role_display()}"


class StandInForm(forms.Form):
    appointment = AppointmentChoice(Appointment.objects.none(), label=gettext_lazy("Vem är borta?"))
    substitute = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Vem är ersättare?"))
    valid_from = DayField(label=gettext_lazy("Från och med"))
    valid_to = DayField(label=gettext_lazy("Till och med"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["appointment"].queryset = verbs.lendable(actor, today)  # type: ignore[attr-defined]
        self.fields["substitute"].queryset = verbs.candidates(today)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@once
def stand_ins(request: HttpRequest) -> HttpResponse:
    """Those that are and have been, and the form for one more."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    require(actor.is_known, _("Ersättare utses av den som är borta, eller av en controller."))
    today = timezone.localdate()
    may_appoint = verbs.lendable(actor, today).exists()
    data = request.POST if request.method == "POST" else None
    if data is not None:
        require(may_appoint, _("Ersättare utses av den som är borta, eller av en controller."))
    form = StandInForm(data, actor=actor, initial=_initial(actor))
    if form.is_valid():
        try:
            made = verbs.appoint_stand_in(actor, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, str(error))
        else:
            done = _("%(substitute)s är ersättare för %(person)s.")
            messages.success(request, done % {"substitute": made.substitute, "person": made.appointment.user})
            return redirect("organisation:stand_ins")
    page = page_of(request, verbs.stand_ins_for(actor))
    context = {
        "page": page,
        "rows": [
            {"each": each, "may_end": each.valid_to >= today and verbs.may_lend(actor, each.appointment)}
            for each in page
        ],
        "form": form if may_appoint else None,
        "today": today,
    }
    return render(request, "organisation/stand_ins.html", context, status=422 if form.is_bound else 200)


def _initial(actor: Actor) -> dict[str, Any]:
    """From today; for whoever has a single appointment to lend, that one."""
    today = timezone.localdate()
    mine = [each for each in verbs.lendable(actor, today) if actor.user is not None and each.user_id == actor.user.pk]
    return {"valid_from": today, "appointment": mine[0].pk if mine else None}


@require_POST
def stand_in_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the rights back at once."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = get_object_or_404(verbs.stand_ins_for(actor), pk=pk)
    verbs.end_stand_in(actor, found)
    messages.success(request, _("Ersättaren är avslutad. Det som är gjort finns kvar."))
    return redirect("organisation:stand_ins")
