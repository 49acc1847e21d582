"""Internal control: the report of the year, to one body or to kommunstyrelsen, and the matrix that risks are valued by."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup.actions.risk_matrix import change_matrix
from followup.forms.control import MatrixForm
from followup.models import RiskMatrix
from followup.queries import control as queries
from followup.queries.company_reviews import decided_reviews
from followup.queries.control_report import control_counts, control_report
from followup.rules import control as rules
from followup.views.control_pages import limits_of
from followup.views.shared import known_actor
from goals.views.changing import done
from sala_styr.decisions.queries import year_from, years
from sala_styr.errors import EditConflict
from sala_styr.organisation.rules import require


@require_safe
def report(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """What was controlled in the year, what was found and what is done: of one body, else of all, as kommunstyrelsen reads it."""
    known_actor(request)
    year, today = year_from(request), timezone.localdate()
    body = get_object_or_404(queries.planning_bodies(year), pk=pk) if pk else None
    found = control_report(year, body)
    context = {
        "body": body,
        "report": [(each, each.late(today)) for each in found],
        "counts": control_counts(found),
        "reviews": [] if body else decided_reviews(year),
        "today": today,
        "year": year,
        "years": [each.year for each in years()],
    }
    return render(request, "followup/control_report.html", context)


@require_safe
def risk_matrix(request: HttpRequest) -> HttpResponse:
    """The matrix with how many of the year's risks stand in each square. Read by all. A constant number of queries."""
    actor, year = known_actor(request), year_from(request)
    matrix = queries.matrix_now() or RiskMatrix()
    context = {
        "matrix": matrix,
        "rows": queries.matrix_counts(matrix, year) if matrix.pk else queries.matrix_rows(matrix),
        "limits": limits_of(matrix),
        "may_change": rules.may_change_matrix(actor),
        "year": year,
        "years": [each.year for each in years()],
    }
    return render(request, "followup/risk_matrix.html", context)


@require_http_methods(["GET", "POST"])
def edit_risk_matrix(request: HttpRequest) -> HttpResponse:
    """The controller changes words, size and limits; who was second sees what the first wrote."""
    actor = known_actor(request)
    require(rules.may_change_matrix(actor), _("Riskmatrisen ändras av en controller."))
    matrix = queries.matrix_now() or RiskMatrix()
    initial = {
        "shown": matrix.pk or 0,
        "likelihoods": "\n".join(matrix.likelihoods),
        "consequences": "\n".join(matrix.consequences),
        "low_to": matrix.low_to,
        "middle_to": matrix.middle_to,
    }
    form = MatrixForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid() and done(form, lambda: change_matrix(actor, **form.said())):
                messages.success(request, _("Riskmatrisen är sparad. Planer som ni börjar på nu värderas med den."))
                return redirect(reverse("followup:risk_matrix"))
        except EditConflict as conflict:
            form.add_error(None, _("%(what)s Här intill ser du den som gäller.") % {"what": conflict})
            form.show(matrix)
            status = 409
    context = {"form": form, "matrix": matrix, "rows": queries.matrix_rows(matrix), "limits": limits_of(matrix)}
    return render(request, "followup/risk_matrix_form.html", context | {"year": year_from(request)}, status=status)
