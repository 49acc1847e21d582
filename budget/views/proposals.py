"""Budget proposals: the year's list, one proposal with its measures to choose, side by side, handing in and the council's decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budget import proposal_rules as rules
from budget.actions.adoption import adopt_proposal, require_adopter
from budget.actions.proposals import (
    NotReady,
    ProposalDraft,
    add_author,
    choose_measures,
    describe_proposal,
    require_author,
    start_proposal,
    submit_proposal,
    take_back_proposal,
    what_stands_in_the_way,
)
from budget.forms.proposals import AdoptForm, AuthorForm, DescribeForm, StartForm
from budget.models import ProposalState
from budget.proposal_lists import frames_listing
from budget.proposal_tables import choices, consequences, frame_lines, statement_rows
from budget.proposal_tables import compare as compared
from budget.queries.income import SUBTOTALS
from budget.queries.proposals import BudgetRound, Reading, budget_round, visible_proposals
from budget.queries.structure import structure, total
from budget.views.page import reader
from budget.views.proposal_page import asked_round_year, decision_taken, proposal_page, round_address
from sala_styr.errors import RuleBroken
from sala_styr.shell.once import once
from sala_styr.tables import as_file

MOST_COMPARED = 4


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """The round's base and every proposal that this person may read, with what each comes to."""
    actor = reader(request)
    found = budget_round(actor, asked_round_year(request))
    tree = found.tree
    context = proposal_page(
        request,
        found.budget_year,
        found=found,
        base_year=found.base_sums[0] if found.base_sums else None,
        base_frames=total(found.base_sums[0].frames.values()) if found.base_sums else None,
        rows=[
            {"reading": each, "frames": total(each.first.frames.values()) if each.first else None}
            for each in found.readings
        ],
        most=MOST_COMPARED,
        year_text=str(found.budget_year),
        decided=None if found.years else decision_taken(found.budget_year),
        may_start=rules.may_write_for_board(actor, tree) or rules.may_write_for_party(actor, tree),
        may_lay=rules.may_lay_base(actor),
        may_offer=rules.may_offer_something(actor, tree),
        offered=[offer for offer in found.offers.values() if offer.measure.owner_id is None],
    )
    return render(request, "budget/proposals/list.html", context)


@require_http_methods(["GET", "POST"])
@once
def start(request: HttpRequest) -> HttpResponse:
    """Begin a proposal: the board's own, or a party's."""
    actor = reader(request)
    year, tree = asked_round_year(request), structure()
    for_board, for_party = rules.may_write_for_board(actor, tree), rules.may_write_for_party(actor, tree)
    form = StartForm(request.POST or None, for_board=for_board, for_party=for_party or not for_board)
    if form.is_valid():
        values = form.cleaned_data
        draft = ProposalDraft(values["name"], values.get("party", ""), values["text"])
        try:
            made = start_proposal(actor, year, draft)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("Förslaget är påbörjat. Välj åtgärder; summorna följer med."))
            return redirect("budget:proposal", made.pk)
    context = proposal_page(request, year, (_("Nytt förslag"), ""), form=form, back=round_address("proposals", year))
    return render(request, "budget/proposals/start.html", context, status=422 if form.is_bound else 200)


@require_safe
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: base + chosen measures = frames and result, year by year; for its writers also the measures to choose among."""
    found, reading = _read(request, pk)
    if file := as_file(request, lambda: frames_listing(found, reading)):
        return file
    return render(request, "budget/proposals/proposal.html", _proposal_context(request, found, reading))


def _read(request: HttpRequest, pk: int) -> tuple[BudgetRound, Reading]:
    """The proposal in its round, or Http404: what one may not read is not there."""
    actor = reader(request)
    asked = get_object_or_404(visible_proposals(actor), pk=pk)
    found = budget_round(actor, asked.budget_year)
    reading = found.reading(pk)
    assert reading is not None  # visible, and of this round
    return found, reading


def _proposal_context(request: HttpRequest, found: BudgetRound, reading: Reading) -> dict[str, Any]:
    actor, proposal = reader(request), reading.proposal
    authors = frozenset(author.pk for author in reading.authors)
    is_writer = rules.may_write(actor, found.tree, proposal, authors) and found.adopted is None
    may_choose = is_writer and proposal.is_draft
    offers = found.choosable(proposal) if may_choose else reading.chosen
    return proposal_page(
        request,
        found.budget_year,
        (proposal.name, ""),
        found=found,
        reading=reading,
        proposal=proposal,
        frame_lines=frame_lines(found, reading.years),
        statement_rows=statement_rows(reading.years),
        groups=choices(found, offers, reading.chosen_ids),
        consequences=consequences(found, reading.chosen),
        problems=what_stands_in_the_way(found, reading),
        seen=",".join(map(str, sorted(reading.chosen_ids))),
        is_writer=is_writer,
        may_choose=may_choose,
        may_take_back=is_writer and proposal.state == ProposalState.SUBMITTED,
        may_adopt=rules.may_adopt(actor) and proposal.state == ProposalState.SUBMITTED,
        author_form=AuthorForm(but=sorted(authors)) if may_choose and proposal.party else None,
    )


@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Save which measures are ticked: only what differs from what the page showed. To htmx the new sums are the answer."""
    actor = reader(request)
    asked = get_object_or_404(visible_proposals(actor), pk=pk)
    ticked, seen = _numbers(request.POST.getlist("atgard")), _numbers(request.POST.get("visat", "").split(","))
    try:
        choose_measures(actor, asked, add=ticked - seen, remove=seen - ticked)
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect("budget:proposal", pk)
    if not getattr(request, "htmx", False):
        messages.success(request, _("Valen är sparade."))
        return redirect("budget:proposal", pk)
    found, reading = _read(request, pk)
    return render(request, "budget/proposals/chosen.html", _proposal_context(request, found, reading))


def _numbers(texts: list[str]) -> set[int]:
    return {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19}


@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a draft, and what the law lets it lean on in a year without surplus."""
    found, reading = _read(request, pk)
    actor, proposal = reader(request), reading.proposal
    require_author(actor, proposal)
    asking = [each.year for each in reading.years if not each.has_surplus or each.exemption is not None]
    form = DescribeForm(
        request.POST or None, proposal=proposal, exemptions=list(proposal.exemptions.all()), years=asking
    )
    if form.is_valid():
        values = form.cleaned_data
        try:
            describe_proposal(actor, proposal, values["name"], values["text"], form.exemptions, values["version"])
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("Förslaget är sparat."))
            return redirect("budget:proposal", pk)
    back = reverse("budget:proposal", args=[pk])
    context = proposal_page(
        request, found.budget_year, (proposal.name, back), (_("Ändra"), ""), form=form, back=back, reading=reading
    )
    return render(request, "budget/proposals/describe.html", context, status=422 if form.is_bound else 200)


@require_POST
@once
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody more write the draft."""
    _found, reading = _read(request, pk)
    form = AuthorForm(request.POST, but=[])
    if form.is_valid():
        add_author(reader(request), reading.proposal, form.cleaned_data["user"])
        messages.success(request, _("%(name)s kan nu läsa och skriva förslaget.") % {"name": form.cleaned_data["user"]})
    else:
        messages.error(request, _("Välj vem som ska bjudas in."))
    return redirect("budget:proposal", pk)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the proposal in, or say why not, with the arithmetic."""
    found, reading = _read(request, pk)
    try:
        submit_proposal(reader(request), reading.proposal)
    except NotReady as wrong:
        context = _proposal_context(request, found, reading) | {"refused": wrong.problems}
        return render(request, "budget/proposals/proposal.html", context, status=422)
    except RuleBroken as broken:
        messages.info(request, str(broken))
        return redirect("budget:proposal", pk)
    messages.success(
        request, _("Förslaget är inlämnat och kan läsas av alla. Det kan tas tillbaka fram till beslutet.")
    )
    return redirect("budget:proposal", pk)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft of it again."""
    _found, reading = _read(request, pk)
    try:
        take_back_proposal(reader(request), reading.proposal)
    except RuleBroken as broken:
        messages.info(request, str(broken))
        return redirect("budget:proposal", pk)
    messages.success(request, _("Förslaget är ett utkast igen, som bara ni som skriver det ser."))
    return redirect("budget:proposal", pk)


@require_http_methods(["GET", "POST"])
@once
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the council has decided the budget as this proposal has it: what will be written is shown before."""
    found, reading = _read(request, pk)
    actor, proposal = reader(request), reading.proposal
    require_adopter(actor)
    form = AdoptForm(request.POST or None, budget_year=found.budget_year)
    if form.is_valid():
        try:
            adopt_proposal(actor, proposal, form.cleaned_data["decision"])
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("Budgeten är inskriven i huvudboken och resultatbudgeten."))
            return redirect("budget:proposal", pk)
    back = reverse("budget:proposal", args=[pk])
    context = proposal_page(
        request,
        found.budget_year,
        (proposal.name, back),
        (_("Beslut"), ""),
        form=form,
        back=back,
        reading=reading,
        proposal=proposal,
        found=found,
        frame_lines=frame_lines(found, reading.years),
        others=[
            each for each in found.readings if each.proposal.state == ProposalState.SUBMITTED and each is not reading
        ],
    )
    return render(request, "budget/proposals/adopt.html", context, status=422 if form.is_bound else 200)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four proposals side by side (``?f=1&f=2``), in one year of the plan (``?planar=2029``)."""
    found = budget_round(reader(request), asked_round_year(request))
    asked = _numbers(request.GET.getlist("f"))
    chosen = [each for each in found.readings if not asked or each.proposal.pk in asked][:MOST_COMPARED]
    year_asked = _numbers([request.GET.get("planar", "")]) & set(found.years)
    year = next(iter(year_asked), found.budget_year)
    context = proposal_page(
        request,
        found.budget_year,
        (_("Jämför"), ""),
        found=found,
        asked=[each.proposal.pk for each in chosen],
        plan_year=year,
        subtotals=tuple(SUBTOTALS),
        most=MOST_COMPARED,
        table=compared(found, chosen, year) if chosen and year in found.years else None,
    )
    return render(request, "budget/proposals/compare.html", context)
