"""Kommunstyrelsen's yearly test of each company: preparing it and entering the decision."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followup.actions.company_reviews import decide_review, write_review
from followup.forms.control import DecideForm, ReviewForm
from followup.models import CompanyReview
from followup.queries.company_reviews import board_now, companies_of
from followup.rules import control as rules
from followup.views.control_pages import list_address, write
from followup.views.shared import known_actor
from goals.views.changing import FormPage, show_both
from sala_styr.errors import EditConflict
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require

WRITTEN = ("purpose", "powers", "grounds")


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Prepare the test of a company."""
    actor = known_actor(request)
    board = board_now()
    require(
        rules.may_write_review(actor, board.pk if board else None),
        _("Prövningen bereds av en controller och beslutas av kommunstyrelsen."),
    )
    company = get_object_or_404(companies_of(year), pk=pk)
    found = CompanyReview.objects.filter(company=company, year=year).first()
    initial = {name: getattr(found, name) for name in (*WRITTEN, "version")} if found else {"version": 0}
    form = ReviewForm(request.POST or None, initial=initial)
    page = _page(company, year, _("Spara prövningen"))

    def act() -> None:
        said: dict[str, Any] = dict(form.cleaned_data)
        write_review(actor, company, year, said.pop("version"), **said)

    try:
        return write(request, page, form, act, _("Prövningen är sparad."))
    except EditConflict:
        return show_both(request, page, form, CompanyReview.objects.get(company=company, year=year), WRITTEN)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """Enter that kommunstyrelsen has decided the test."""
    actor = known_actor(request)
    board = board_now()
    require(
        rules.may_decide_review(actor, board.pk if board else None),
        _("Att prövningen är beslutad skrivs in av kommunstyrelsens ordförande."),
    )
    found = get_object_or_404(CompanyReview.objects.select_related("company"), company_id=pk, year=year)
    form = DecideForm(request.POST or None, body=board)
    return write(
        request,
        _page(found.company, year, _("Skriv in beslutet")),
        form,
        lambda: decide_review(actor, found, form.cleaned_data["decision"]),
        _("Prövningen är beslutad."),
    )


def _page(company: Unit, year: int, button: str) -> FormPage:
    title = _("Prövning av %(company)s %(year)s") % {"company": company.name, "year": year}
    text = _("Kommunstyrelsen prövar varje år om bolaget har hållit sig till sitt ändamål (kommunallagen 6 kap. 9 §).")
    back = list_address(year, "#bolagen")
    return FormPage(title, [(_("Intern kontroll"), back), (company.name, "")], back, button, text)
