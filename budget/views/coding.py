"""Kodplan: the chart of accounts, verksamhet, projekt and motpart. Read by everybody, looked after by controllers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budget import rules
from budget.actions.coding import add_code, bring_in_codes, change_code, require_codes, take_in_account, take_in_all
from budget.coding_files import code_listing, plan_codes
from budget.coding_parts import PARTS, Entry, Part
from budget.forms.coding import CodeForm, CodeSearchForm, CodesFileForm
from budget.queries.code_lists import UNUSED_YET, accounts_waiting, entries_of, usage_of
from budget.views.page import page, reader, trail
from sala_styr.decisions.queries import year_from
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file, read_table
from sala_styr.tables.uploads import Shelf

SHELF = Shelf("kodplan-in")
CODES_A_PAGE = 100
MOST_SHOWN = 200


@require_safe
def codes(request: HttpRequest, key: str = "konton") -> HttpResponse:
    """The accounts or codes, searched and in pages, with how much each is used in the year."""
    actor, part, year = reader(request), _part_or_404(key), year_from(request)
    search = CodeSearchForm(request.GET or None, part=part)
    wanted = search.wanted() if search.is_bound else CodeSearchForm({}, part=part).wanted()
    found = entries_of(part, wanted)
    if file := as_file(request, lambda: code_listing(part, found, usage_of(part, found, year), year)):
        return file
    shown = page_of(request, found, CODES_A_PAGE)
    usage = usage_of(part, shown.object_list, year)
    context = page(
        request,
        "coding",
        year=year,
        part=part,
        parts=PARTS.values(),
        search=search,
        filtered=not wanted.is_empty,
        entries=shown,
        rows=[(entry, part.code_of(entry), usage.get(entry.pk, UNUSED_YET)) for entry in shown],
        waiting=accounts_waiting(part) if part.is_chart else 0,
        may_edit=rules.may_edit_codes(actor),
        sees_mapping=rules.may_see_imports(actor),
        trail=_way(part),
    )
    return render(request, "budget/codes.html", context)


@require_http_methods(["GET", "POST"])
@once
def add(request: HttpRequest, key: str) -> HttpResponse:
    """A new account or code."""
    actor, part = reader(request), _part_or_404(key)
    require_codes(actor)
    form = CodeForm(request.POST or None, part=part)
    if form.is_valid():
        try:
            entry = add_code(actor, part, form.draft())
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("%(code)s är tillagt.") % {"code": entry})
            return redirect("budget:codes", part.key)
    return _form_page(request, part, form, str(part.new))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Change what an account or code says, or whether it is used."""
    actor, part = reader(request), _part_or_404(key)
    require_codes(actor)
    entry = _entry_or_404(part, pk)
    form = CodeForm(request.POST or None, part=part, entry=entry)
    if form.is_valid():
        try:
            change_code(actor, part, entry, form.draft(), form.cleaned_data["seen"])
        except EditConflict:
            raise
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Ändringen är sparad."))
            return redirect("budget:codes", part.key)
    return _form_page(request, part, form, str(entry), entry=entry)


@require_POST
def take_in(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Begin to use an account that came with a file."""
    part = _part_or_404(key)
    if not part.is_chart:
        raise Http404
    entry = take_in_account(reader(request), part, _entry_or_404(part, pk))
    messages.success(request, _("%(code)s används nu och går att välja i detaljbudgeten.") % {"code": entry})
    return redirect(f"{reverse('budget:codes', args=[part.key])}?{request.GET.urlencode()}")


@require_POST
def take_in_every(request: HttpRequest, key: str) -> HttpResponse:
    """Begin to use every account that came with a file."""
    part = _part_or_404(key)
    if not part.is_chart:
        raise Http404
    count = take_in_all(reader(request), part)
    words = ngettext("%(n)d konto används nu.", "%(n)d konton används nu.", count)
    messages.success(request, words % {"n": count})
    return redirect("budget:codes", part.key)


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, key: str) -> HttpResponse:
    """Step one of bringing in a table: a file, or what was pasted."""
    actor, part = reader(request), _part_or_404(key)
    require_codes(actor)
    form = CodesFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        data, name = form.content()
        try:
            plan_codes(part, read_table(data, name))
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            return redirect("budget:review_codes", part.key, SHELF.keep(request, data, {"filename": name}))
    context = page(request, "coding", part=part, form=form, trail=_way(part, (_("Läs in"), "")))
    return render(request, "budget/codes_in_choose.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, key: str, sha: str) -> HttpResponse:
    """Step two: what would be new and changed; confirming writes all of it."""
    actor, part = reader(request), _part_or_404(key)
    require_codes(actor)
    kept = SHELF.fetch(request, sha)
    if kept is None:
        messages.info(request, _("Tabellen finns inte kvar här. Välj den igen."))
        return redirect("budget:new_codes", part.key)
    plan = plan_codes(part, read_table(kept[0], kept[1]["filename"]))
    if request.method == "POST" and plan.can_bring_in:
        new, changed = bring_in_codes(actor, part, plan.drafts)
        SHELF.forget(request, sha)
        words = [ngettext("%(n)d ny", "%(n)d nya", new) % {"n": new}] if new else []
        words += [ngettext("%(n)d ändrad", "%(n)d ändrade", changed) % {"n": changed}] if changed else []
        messages.success(request, _("Tabellen är inläst: %(what)s.") % {"what": ", ".join(words)})
        return redirect("budget:codes", part.key)
    context = page(
        request,
        "coding",
        part=part,
        plan=plan,
        most=MOST_SHOWN,
        refused=plan.refused[:MOST_SHOWN],
        new=plan.new[:MOST_SHOWN],
        changed=plan.changed[:MOST_SHOWN],
        trail=_way(part, (_("Granska"), "")),
    )
    return render(request, "budget/codes_in_review.html", context, status=409 if request.method == "POST" else 200)


def _form_page(
    request: HttpRequest, part: Part, form: CodeForm, title: str, entry: Entry | None = None
) -> HttpResponse:
    context: dict[str, Any] = page(
        request,
        "coding",
        part=part,
        form=form,
        title=title,
        entry=entry,
        back=reverse("budget:codes", args=[part.key]),
        trail=_way(part, (title, "")),
    )
    return render(request, "budget/code.html", context, status=422 if form.is_bound else 200)


def _way(part: Part, *more: tuple[str, str]) -> list[tuple[str, str]]:
    steps = [
        (_("Kodplan"), reverse("budget:codes", args=["konton"])),
        (str(part.title), reverse("budget:codes", args=[part.key])),
    ]
    return trail(*steps, *more) if more else trail(steps[0], (str(part.title), ""))


def _part_or_404(key: str) -> Part:
    if key not in PARTS:
        raise Http404
    return PARTS[key]


def _entry_or_404(part: Part, pk: int) -> Entry:
    found: Entry = get_object_or_404(entries_of(part), pk=pk)
    return found
