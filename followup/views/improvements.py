"""Improvements: all of them, one with its wheel, raising one, ending it, and taking it into next year's plan."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.actions import improvements as actions
from followup.exports import improvement_listing
from followup.forms.improvements import EndForm, ImprovementFilterForm, NewImprovementForm, ToPlanForm, WheelForm
from followup.models import Improvement
from followup.queries import improvements as queries
from followup.queries.assessments import visible_to
from followup.queries.control import readable_result
from followup.queries.dialogues import readable_dialogues
from followup.rules import improvements as rules
from followup.views.shared import known_actor
from goals.forms import VersionedForm
from goals.queries import visible_item
from goals.queries.choices import people
from goals.views.changing import FormPage, done, show_both
from sala_styr.decisions.queries import current_year, year_from
from sala_styr.errors import EditConflict
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

LONGEST_NUMBER = 10


@require_safe
def improvement_list(request: HttpRequest) -> HttpResponse:
    """All that are there, those due first; ``?visa=mina`` only one's own. Five queries."""
    actor = known_actor(request)
    form = ImprovementFilterForm(request.GET, units=queries.units_with_improvements())
    mine = request.GET.get("visa") == "mina"
    found = queries.found_improvements(actor, mine=mine, **form.wanted())
    if file := as_file(request, lambda: improvement_listing(found)):
        return file
    context = {
        "form": form,
        "page": page_of(request, found),
        "mine": mine,
        "may_raise": rules.may_raise_improvements(actor),
        "year": year_from(request),
    }
    return render(request, "followup/improvements.html", context)


@require_http_methods(["GET", "POST"])
@once
def new_improvement(request: HttpRequest) -> HttpResponse:
    """Write one down. ``?dialog=``, ``?bedomning=``, ``?kontroll=`` and ``?del=`` say what it comes out of and what it is about, ``?enhet=`` whose it is."""
    actor = known_actor(request)
    require(
        rules.may_raise_improvements(actor),
        _("Förbättringar skrivs av dem som arbetar i verksamheterna, av förtroendevalda och av en controller."),
    )
    come = _comes_out_of(request, actor)
    told = any(come.get(name) for name in ("dialogue", "assessment", "control_result"))
    initial = {"unit": _number(request, "enhet"), "origin": "own", "title": "", "responsible": None}
    form = NewImprovementForm(
        request.POST or None, initial=initial, units=queries.units_to_raise_for(actor), people=people(), told=told
    )
    made: list[Improvement] = []

    def act() -> None:
        said: dict[str, Any] = dict(form.cleaned_data)
        made.append(actions.raise_improvement(actor, said.pop("unit"), **said, **come))

    if form.is_valid() and done(form, act):
        messages.success(request, _("Förbättringen är nedskriven. Fyll på den när ni vet mer."))
        return redirect("followup:improvement", made[0].pk)
    title = _("Ny förbättring")
    page = FormPage(
        title, [*_trail(), (_("Ny"), "")], reverse("followup:improvements"), _("Skriv ner den"), _origin_text(come)
    )
    return page.show(request, form)


def _comes_out_of(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """What the address says that it comes out of, as far as this person may read it. Raises 404 for anything else."""
    come: dict[str, Any] = {}
    if pk := _number(request, "dialog"):
        come["dialogue"] = readable_dialogues(actor).filter(pk=pk).first()
    if pk := _number(request, "bedomning"):
        come["assessment"] = visible_to(actor).filter(pk=pk).first()
    if pk := _number(request, "kontroll"):
        come["control_result"] = readable_result(actor, pk)
    if pk := _number(request, "del"):
        come["plan_item"] = visible_item(actor, pk)
    if any(value is None for value in come.values()):
        raise Http404
    return come


def _number(request: HttpRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < LONGEST_NUMBER else None


def _origin_text(come: dict[str, Any]) -> str:
    if dialogue := come.get("dialogue"):
        return _("Den kommer ur dialogen %(which)s.") % {"which": dialogue}
    if result := come.get("control_result"):
        return _("Den kommer ur kontrollen ”%(what)s”, %(plan)s.") % {
            "what": result.activity.text,
            "plan": result.activity.risk.plan,
        }
    if item := come.get("plan_item"):
        return _("Den rör ”%(title)s”.") % {"title": item.title}
    return _("En idé eller något ni har lagt märke till. Det räcker med en rad: resten växer fram.")


@require_http_methods(["GET", "POST"])
def improvement(request: HttpRequest, pk: int) -> HttpResponse:
    """One improvement; those who work on it write right on the page. A constant number of queries."""
    actor = known_actor(request)
    found = _improvement_or_404(actor, pk)
    works = rules.may_work_on_improvement(actor, found)
    writes = works and found.is_open
    form = WheelForm(request.POST if request.method == "POST" else None, improvement=found, people=people())
    if request.method == "POST":
        if not form.is_valid():
            return _show(request, actor, found, form if writes else None, status=422)
        said: dict[str, Any] = dict(form.cleaned_data)

        def act() -> None:
            actions.work_on_improvement(actor, found, said.pop("version"), said.pop("stage"), **said)

        try:
            if done(form, act):
                messages.success(request, _("Sparat."))
                return redirect("followup:improvement", pk)
        except EditConflict:
            page = _page(found, _("Skriv vidare"), _("Spara"))
            return show_both(request, page, form, _improvement_or_404(actor, pk), (*actions.WRITTEN, "stage"))
        return _show(request, actor, found, form if writes else None, status=422)
    return _show(request, actor, found, form if writes else None)


def _show(
    request: HttpRequest, actor: Actor, found: Improvement, form: WheelForm | None, status: int = 200
) -> HttpResponse:
    context = {
        "improvement": found,
        "form": form,
        "works": rules.may_work_on_improvement(actor, found),
        "dialogue": readable_dialogues(actor).filter(pk=found.dialogue_id).first() if found.dialogue_id else None,
        "assessment": visible_to(actor).filter(pk=found.assessment_id).first() if found.assessment_id else None,
        "control_result": readable_result(actor, found.control_result_id) if found.control_result_id else None,
        "quarters": [
            (_("Planera"), found.plan),
            (_("Göra"), found.done),
            (_("Studera"), found.studied),
            (_("Lära"), found.learnt),
        ],
        "trail": [*_trail(), (found.title, "")],
        "year": year_from(request),
        "next_year": current_year() + 1,
    }
    return render(request, "followup/improvement.html", context, status=status)


@require_http_methods(["GET", "POST"])
def end_improvement(request: HttpRequest, pk: int) -> HttpResponse:
    """End it, with a word of how it went."""
    actor = known_actor(request)
    found = _improvement_or_404(actor, pk)
    _require_work(actor, found)
    form = EndForm(request.POST or None, initial={"version": found.version, "stage": "done", "outcome": found.outcome})
    page = _page(found, _("Avsluta"), _("Avsluta förbättringen"), _("Den finns kvar att läsa, och kan tas upp igen."))

    def act() -> None:
        said: dict[str, Any] = dict(form.cleaned_data)
        actions.close_improvement(actor, found, said.pop("version"), **said)

    try:
        if form.is_valid() and done(form, act):
            messages.success(request, _("Förbättringen är avslutad."))
            return redirect("followup:improvement", pk)
    except EditConflict:
        return show_both(request, page, form, _improvement_or_404(actor, pk), ("outcome",))
    return page.show(request, form)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it up again."""
    actor = known_actor(request)
    found = _improvement_or_404(actor, pk)
    form = VersionedForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else found.version
    actions.reopen_improvement(actor, found, version)
    messages.success(request, _("Förbättringen pågår igen."))
    return redirect("followup:improvement", pk)


@require_http_methods(["GET", "POST"])
@once
def to_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it an activity in next year's plan, or in that of ``?ar=``."""
    actor = known_actor(request)
    found = _improvement_or_404(actor, pk)
    _require_work(actor, found)
    year = year_from(request) if request.GET.get("ar") else current_year() + 1
    parents = queries.activity_parents(actor, found.unit, year)
    form = ToPlanForm(request.POST or None, initial={"version": found.version, "title": found.title}, parents=parents)
    text = _("Förbättringen blir en aktivitet i planen för %(year)s, och båda visar var den andra finns.")
    heading = _("Gör till aktivitet i planen för %(year)s") % {"year": year}
    page = FormPage(
        heading,
        [*_trail(), (found.title, _address(pk)), (_("Till planen"), "")],
        _address(pk),
        _("Lägg in den i planen"),
        text % {"year": year},
    )

    def act() -> None:
        said = form.cleaned_data
        actions.make_activity(actor, found, said["version"], parent=said["parent"], year=year, title=said["title"])

    try:
        if form.is_valid() and done(form, act):
            messages.success(request, _("Förbättringen är nu en aktivitet i planen för %(year)s.") % {"year": year})
            return redirect("followup:improvement", pk)
    except EditConflict:
        return show_both(request, page, form, _improvement_or_404(actor, pk), ())
    return page.show(request, form)


def _require_work(actor: Actor, found: Improvement) -> None:
    require(
        rules.may_work_on_improvement(actor, found),
        _("Förbättringen drivs av %(unit)s och av den som är ansvarig.") % {"unit": found.unit.name},
    )


def _improvement_or_404(actor: Actor, pk: int) -> Improvement:
    found = queries.whole_improvements(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _trail() -> list[tuple[str, str]]:
    return [(_("Uppföljning"), reverse("followup:periods")), (_("Förbättringar"), reverse("followup:improvements"))]


def _address(pk: int) -> str:
    return reverse("followup:improvement", args=[pk])


def _page(found: Improvement, verb: str, button: str, text: str = "") -> FormPage:
    steps = [*_trail(), (found.title, _address(found.pk)), (verb, "")]
    return FormPage(f"{verb}: {found.title}", steps, _address(found.pk), button, text)
