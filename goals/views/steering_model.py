"""Så styr vi: the steering model as a page that everybody reads."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goals import rules
from goals.exchange.lists import level_listing
from goals.models import SteeringModel
from goals.queries import steering_model as queries
from goals.terms import TERMS
from goals.views.fetching import acting
from sala_styr.decisions.queries import year_from, years
from sala_styr.tables import as_file


@require_safe
def current_model(request: HttpRequest) -> HttpResponse:
    """The model in force in the year in use; where none is, what a steering model is and who brings one in."""
    year = year_from(request)
    found = SteeringModel.objects.in_force(year).first()
    if found is None:
        context = {
            "year": year,
            "years": [each.year for each in years()],
            "models": queries.models_with_counts(),
            "may_edit": rules.may_edit_steering_model(acting(request)),
        }
        return render(request, "goals/steering_model_none.html", context)
    return show(request, found, year)


@require_safe
def one_model(request: HttpRequest, pk: int) -> HttpResponse:
    """A model by its number: also those of other years."""
    return show(request, get_object_or_404(SteeringModel, pk=pk), year_from(request))


def show(request: HttpRequest, model: SteeringModel, year: int) -> HttpResponse:
    """The model's page. Ten queries, whatever it holds."""
    chain = queries.chain_of(model)
    if file := as_file(request, lambda: level_listing(chain, model.name)):
        return file
    models = queries.models_with_counts()
    mine = next((each for each in models if each.pk == model.pk), None)
    if mine is None:
        raise Http404
    context = {
        "model": model,
        "year": year,
        "chain": chain,
        "groupings": queries.groupings_of(model),
        "scales": queries.scales_in(model),
        "words": [(what, model.terms.get(key) or word) for key, (word, what) in TERMS.items()],
        "models": models,
        "item_count": mine.item_count,  # type: ignore[attr-defined]
        "in_force": model.first_year <= year and (model.last_year is None or year <= model.last_year),
        "may_edit": rules.may_edit_steering_model(acting(request)),
        "trail": [(_("Röda tråden"), reverse("goals:thread")), (_("Så styr vi"), "")],
    }
    return render(request, "goals/steering_model.html", context)
