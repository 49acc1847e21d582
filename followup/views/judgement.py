"""The joint judgement of a year, written by a controller; what it rests on stands on the page of god ekonomisk hushållning."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followup.actions.judgement import save_joint_judgement
from followup.forms.judgement import JudgementForm
from followup.queries.judgement import joint_judgement
from followup.rules import may_write_judgement
from followup.views.shared import known_actor
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.organisation.rules import require


@require_http_methods(["GET", "POST"])
def judgement(request: HttpRequest, year: int) -> HttpResponse:
    """Write the joint judgement of the year."""
    actor = known_actor(request)
    require(may_write_judgement(actor), _("Den samlade bedömningen skrivs av en controller."))
    stands = joint_judgement(year)
    initial = {"version": stands.version, "verdict": stands.verdict, "text": stands.text} if stands else {"version": 0}
    form = JudgementForm(request.POST or None, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        try:
            save_joint_judgement(actor, year, said["verdict"], said["text"].strip(), said["version"])
        except EditConflict as error:
            form.stands_on(stands.version if stands else 0)
            form.add_error(None, str(error))
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Sparat. Det står i nästa rapport som görs."))
            return redirect(f"{reverse('followup:stewardship')}?ar={year}")
    context = {"year": year, "form": form, "stands": stands if form.non_field_errors() else None}
    return render(request, "followup/judgement.html", context, status=422 if form.is_bound else 200)
