"""Översättningar: the codes of files that are nothing here, and what they are read as from the next file on."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from budget import rules, uploads
from budget.actions.mapping import forget_mapping, map_codes
from budget.coding_parts import PARTS
from budget.forms.mapping import MappingForm
from budget.models import CodeMapping
from budget.queries.imports import preview
from budget.queries.mapping import (
    Unmapped,
    choices_of,
    dimensions_said,
    legal_unit,
    mappings_of,
    source_of,
    sources_of,
    waiting_codes,
)
from budget.queries.structure import Structure, structure
from budget.views.imports import read_upload
from budget.views.page import page, reader, trail, unit_or_404
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once

MOST_AT_ONCE = 200


@require_http_methods(["GET", "POST"])
@once
def mappings(request: HttpRequest) -> HttpResponse:
    """What waits to be translated for a legal unit and source, what has been, and the form. ``?fil=`` is a file that is being reviewed."""
    actor, tree = _sees(request), structure()
    sources = sources_of(tree)
    sha = request.GET.get("fil", "")
    unit, source, waiting = _chosen(request, tree, sources, sha)
    choices = choices_of(tree, unit) if unit is not None else {}
    if unit is None:
        context = page(request, "coding", parts=PARTS.values(), trail=_way())
        return render(request, "budget/mappings.html", context)
    waiting = waiting if sha else waiting_codes(tree, unit, source, choices)
    form = MappingForm(request.POST or None, waiting=waiting[:MOST_AT_ONCE], choices=choices)
    address = _address(unit.pk, source, sha)
    if request.method == "POST" and form.is_valid():
        try:
            count = map_codes(actor, unit, source, form.said)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            _tell(request, count)
            return redirect("budget:review_import", sha) if sha and count else redirect(address)
    context = page(
        request,
        "coding",
        parts=PARTS.values(),
        sources=[(each, of, each == unit and of == source) for each, of in sources],
        unit=unit,
        source=source,
        sha=sha,
        address=address,
        form=form,
        waiting=len(waiting),
        most=MOST_AT_ONCE,
        choices=[(key, list(known.items())) for key, known in choices.items()],
        mapped=mappings_of(unit, source),
        dimensions=dimensions_said(unit, source),
        may_edit=rules.may_import(actor, unit),
        trail=_way(),
    )
    return render(request, "budget/mappings.html", context, status=422 if form.is_bound else 200)


def _tell(request: HttpRequest, count: int) -> None:
    words = ngettext("%(n)d kod är översatt.", "%(n)d koder är översatta.", count) % {"n": count}
    messages.success(request, words) if count else messages.info(request, _("Inget var ifyllt, så inget sparades."))


def _chosen(
    request: HttpRequest, tree: Structure, sources: list[tuple[Unit, str]], sha: str
) -> tuple[Unit | None, str, list[Unmapped]]:
    """The legal unit and the source; of a file under review also what waits in it."""
    if sha:
        with uploads.kept(request, sha) as kept:
            if kept is None:
                raise Http404
            file, upload = kept
            reading = read_upload(file, upload, tree)
            found = preview(reading, unit_or_404(upload.unit), tree)
        return legal_unit(tree, found.unit), source_of(reading), found.unmapped
    asked = request.GET.get("enhet", "")
    unit = tree.by_id.get(int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None
    source = request.GET.get("kalla", "")
    if unit is None and sources:
        unit, source = sources[0]
    return unit, source, []


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was said of a code."""
    mapping = get_object_or_404(CodeMapping.objects.select_related("unit"), pk=pk)
    unit, source, code = mapping.unit_id, mapping.source, mapping.code
    forget_mapping(reader(request), mapping)
    messages.success(
        request, _("Översättningen av %(code)s är borttagen. Den finns kvar i historiken.") % {"code": code}
    )
    return redirect(_address(unit, source))


def _address(unit: int, source: str, sha: str = "") -> str:
    """This page for a legal unit and a source, and the file that is being reviewed."""
    return f"{reverse('budget:mappings')}?{urlencode({'enhet': unit, 'kalla': source} | ({'fil': sha} if sha else {}))}"


def _sees(request: HttpRequest) -> Actor:
    actor = reader(request)
    require(rules.may_see_imports(actor), _("Översättningarna läses av controller, revisorer och systemförvaltare."))
    return actor


def _way() -> list[tuple[str, str]]:
    return trail((_("Kodplan"), reverse("budget:coding")), (_("Översättningar"), ""))
