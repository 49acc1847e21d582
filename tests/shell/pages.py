"""Pages that exist only in these tests: a gallery of every component, and views that refuse in every way."""

from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.shell.fields import AmountField, DayField
from sala_styr.shell.paging import page_of
from sala_styr.urls import urlpatterns as the_real_ones

GALLERY = Path(__file__).with_name("gallery.html")
STATUSES = [
    ("●", "på väg", "success"),
    ("◐", "osäkert", "warning"),
    ("○", "ej uppfyllt", "danger"),
    ("？", "kan inte bedömas", "info"),
    ("–", "inte rapporterat", "neutral"),
]


class FilterForm(forms.Form):
    q = forms.CharField(
        label="Sök", required=False, widget=forms.TextInput(attrs={"type": "search", "data-search": ""})
    )
    status = forms.ChoiceField(label="Läge", required=False, choices=[("", "Alla"), ("1", "Uppfyllt")])


class EverythingForm(forms.Form):
    title = forms.CharField(label="Rubrik", help_text="Kort, så att den ryms i en tabell.")
    text = forms.CharField(label="Beskrivning", widget=forms.Textarea, required=False)
    owner = forms.ChoiceField(label="Ansvarig", choices=[("A", "Nämnd A"), ("B", "Nämnd B")])
    cost = AmountField(label="Kostnad", unit="tkr", help_text="Kostnader skrivs med minus.")
    begins = DayField(label="Börjar")
    trend = forms.ChoiceField(
        label="Trend", widget=forms.RadioSelect, choices=[("u", "Bättre"), ("d", "Sämre")], help_text="Mot förra året."
    )
    sdg = forms.MultipleChoiceField(
        label="Globala mål", widget=forms.CheckboxSelectMultiple, choices=[("3", "Hälsa")], required=False
    )
    read = forms.BooleanField(label="Jag har läst igenom", help_text="Krävs för att lämna in.")
    file = forms.FileField(label="Fil", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial="dolt")


def rows() -> list[SimpleNamespace]:
    """Sixty rows of figures, one in five without outcome."""
    return [
        SimpleNamespace(
            name=f"Nämnd {number}",
            status=STATUSES[number % 5],
            frame=12_430_000_000 * (number + 1),
            variance=None if number % 5 == 4 else (-1) ** number * 24_500_000,
        )
        for number in range(60)
    ]


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once."""
    form = EverythingForm(request.POST, request.FILES) if request.method == "POST" else EverythingForm()
    context = {
        "form": form,
        "filters": FilterForm(request.GET),
        "page": page_of(request, rows(), 10),
        "statuses": STATUSES,
        "years": [2025, 2026, 2027],
        "here": request.path,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return HttpResponse(Template(GALLERY.read_text()).render(RequestContext(request, context)), status=status)


@login_not_required
def raises(request: HttpRequest, kind: str) -> HttpResponse:
    """Raise what an action would."""
    raise {
        "refused": Refused("Målet ägs av Skolnämnden. Dess ledamöter kan ändra det."),
        "rule": RuleBroken("Fördelningen är 120 tkr större än ramen."),
        "conflict": EditConflict("Björn Exempel sparade samma mål klockan 14:02."),
        "denied": PermissionDenied(),
        "bug": ZeroDivisionError(),
    }[kind]


def private(request: HttpRequest) -> HttpResponse:
    """A page that needs log-in."""
    return HttpResponse("hemligt")


urlpatterns = [
    path("galleri/", gallery, name="gallery"),
    path("prov/<str:kind>/", raises, name="raises"),
    path("privat/", private, name="private"),
    *the_real_ones,
]
