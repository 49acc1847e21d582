"""Sparade kolumner: how the tables of each legal unit are written, chosen when a file is brought in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budget import rules
from budget.actions.columns import forget_columns, save_columns
from budget.forms.columns import ColumnsForm
from budget.models import ColumnMapping
from budget.queries.structure import structure
from budget.queries.table_columns import saved_columns
from budget.views.page import page, reader, trail
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once


@require_safe
def columns(request: HttpRequest) -> HttpResponse:
    """All saved column mappings."""
    actor = reader(request)
    require(rules.may_see_imports(actor), _("Kolumnerna läses av controller, revisorer och systemförvaltare."))
    context = page(request, "imports", saved=saved_columns(), may_edit=rules.may_import_anything(actor), trail=_way())
    return render(request, "budget/columns.html", context)


@require_http_methods(["GET", "POST"])
@once
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Save a new one, or change one."""
    actor, tree = _saves(request), structure()
    saved = get_object_or_404(ColumnMapping.objects.select_related("unit"), pk=pk) if pk is not None else None
    form = ColumnsForm(request.POST or None, actor=actor, tree=tree, saved=saved)
    if form.is_valid():
        values = form.cleaned_data
        unit = tree.by_id[int(values["unit"])]
        try:
            save_columns(
                actor,
                unit,
                values["name"],
                form.headings,
                sign=form.factor,
                numbers=values["numbers"],
                only=saved.only if saved else False,
                mapping=saved,
            )
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Kolumnerna är sparade. Välj dem när du läser in en fil."))
            return redirect("budget:columns")
    title = saved.name if saved is not None else _("Nya kolumner")
    context: dict[str, Any] = page(request, "imports", form=form, saved=saved, title=title, trail=_way((title, "")))
    return render(request, "budget/columns_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one away."""
    actor = _saves(request)
    forget_columns(actor, get_object_or_404(ColumnMapping.objects.select_related("unit"), pk=pk))
    messages.success(request, _("Kolumnerna är borttagna. De finns kvar i historiken."))
    return redirect("budget:columns")


def _saves(request: HttpRequest) -> Actor:
    actor = reader(request)
    require(rules.may_import_anything(actor), _("Kolumnerna sköts av en controller."))
    return actor


def _way(*more: tuple[str, str]) -> list[tuple[str, str]]:
    here = (_("Sparade kolumner"), reverse("budget:columns") if more else "")
    return trail((_("Inläsning"), reverse("budget:imports")), here, *more)
