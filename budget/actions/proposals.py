"""Writing a budget proposal: begin it, choose measures, hand it in when it holds, take it back before the decision (KL 11:5, domain §2.1, §4.2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from budget import proposal_rules as rules
from budget.actions.locks import year_lock
from budget.actions.measures import authors_of, require_undecided
from budget.models import (
    BudgetProposal,
    ChosenMeasure,
    ExemptionKind,
    ProposalAuthor,
    ProposalExemption,
    ProposalState,
)
from budget.proposals import Exemption, ReserveLeft, YearSum
from budget.queries.proposals import BudgetRound, Reading, base_of, budget_round
from budget.queries.structure import structure
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import bulk_create, recording
from sala_styr.money import Unit as Shown
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import User
from sala_styr.organisation.rules import require
from sala_styr.shell.fields import editable_amount


class NotReady(RuleBroken):
    """The proposal cannot be handed in yet: everything that stands in the way, each with its arithmetic."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class ProposalDraft:
    """The words of a proposal. ``party`` "" is the board's own."""

    name: str
    party: str = ""
    text: str = ""


def start_proposal(actor: Actor, budget_year: int, draft: ProposalDraft) -> BudgetProposal:
    """Begin a proposal, which is its author's own until it is handed in. Raises Refused, RuleBroken (no base, decided already, no name)."""
    _require_may_start(actor, draft)
    with recording(actor, _("Började ett budgetförslag")), year_lock(budget_year):
        require_undecided(budget_year)
        _require_name(draft)
        if not base_of(budget_year).years:
            raise RuleBroken(
                _("Basen för %(year)s är inte lagd ännu. En controller lägger den.") % {"year": budget_year}
            )
        proposal = BudgetProposal.objects.create(
            budget_year=budget_year, name=draft.name.strip(), party=draft.party.strip(), text=draft.text.strip()
        )
        if actor.user is not None:
            ProposalAuthor.objects.create(proposal=proposal, user=actor.user)
    return proposal


def describe_proposal(
    actor: Actor, proposal: BudgetProposal, name: str, text: str, exemptions: Mapping[int, Exemption], version: int
) -> BudgetProposal:
    """Change the words of a draft, and the years for which it leans on an exemption of the law.

    Raises Refused, RuleBroken (handed in, no name, an exemption without its reason or amount), EditConflict.
    """
    require_author(actor, proposal)
    with recording(actor, _("Ändrade budgetförslagets texter")), year_lock(proposal.budget_year):
        now = _locked_draft(proposal)
        if now.version != version:
            raise EditConflict(
                _("Någon annan har ändrat förslaget medan du skrev. Läs det på nytt och gör om din ändring.")
            )
        _require_name(ProposalDraft(name))
        for year, exemption in exemptions.items():
            _require_exemption(year, exemption)
        now.name, now.text = name.strip(), text.strip()
        now.version += 1
        now.save()
        _write_exemptions(now, exemptions)
    return now


def choose_measures(actor: Actor, proposal: BudgetProposal, add: Iterable[int], remove: Iterable[int]) -> int:
    """Take measures into a draft and out of it; what is already so is left. Returns how many were changed.

    Only what changes is named, so that two who choose at once lose nothing. Raises Refused; RuleBroken when it is handed in or a measure is not there.
    """
    require_author(actor, proposal)
    with recording(actor, _("Valde åtgärder")), year_lock(proposal.budget_year):
        now = _locked_draft(proposal)
        found = budget_round(actor, proposal.budget_year)
        chosen = set(ChosenMeasure.objects.filter(proposal=now).values_list("measure_id", flat=True))
        wanted = set(add) - chosen
        if wanted - {offer.measure.pk for offer in found.choosable(now)}:
            raise RuleBroken(_("En av åtgärderna går inte längre att välja. Läs sidan på nytt."))
        if wanted:
            bulk_create(ChosenMeasure, [ChosenMeasure(proposal=now, measure_id=pk) for pk in sorted(wanted)])
        unwanted = ChosenMeasure.objects.filter(proposal=now, measure__in=set(remove) & chosen)
        count = len(wanted) + len(unwanted)
        for each in unwanted:
            each.delete()
    return count


def add_author(actor: Actor, proposal: BudgetProposal, user: User) -> None:
    """Let somebody else with a political seat write and read the draft too. Raises Refused, RuleBroken."""
    require_author(actor, proposal)
    with recording(actor, _("Lät en till skriva budgetförslaget")), year_lock(proposal.budget_year):
        now = _locked_draft(proposal)
        ProposalAuthor.objects.get_or_create(proposal=now, user=user)


def submit_proposal(actor: Actor, proposal: BudgetProposal) -> BudgetProposal:
    """Hand the proposal in: from now on everybody may read it, and its base and measures stand fast.

    Raises Refused, or NotReady with the arithmetic of everything that stands in the way (KL 11:5).
    """
    require_author(actor, proposal)
    with recording(actor, _("Lämnade in budgetförslaget")), year_lock(proposal.budget_year):
        now = _locked_draft(proposal)
        found = budget_round(actor, proposal.budget_year)
        reading = found.reading(now.pk)
        assert reading is not None  # whoever may write it may read it
        problems = what_stands_in_the_way(found, reading)
        if problems:
            raise NotReady(problems)
        now.state, now.submitted_at = ProposalState.SUBMITTED, timezone.now()
        now.version += 1
        now.save()
    return now


def take_back_proposal(actor: Actor, proposal: BudgetProposal) -> BudgetProposal:
    """Make a draft of what was handed in, before the council has decided. Raises Refused, RuleBroken."""
    require_author(actor, proposal)
    with recording(actor, _("Tog tillbaka budgetförslaget")), year_lock(proposal.budget_year):
        now = BudgetProposal.objects.select_for_update().get(pk=proposal.pk)
        if now.state != ProposalState.SUBMITTED:
            raise RuleBroken(_("Bara ett inlämnat förslag som inte är avgjort kan tas tillbaka."))
        now.state, now.submitted_at = ProposalState.DRAFT, None
        now.version += 1
        now.save()
    return now


def what_stands_in_the_way(found: BudgetRound, reading: Reading) -> list[str]:
    """Why the proposal cannot be handed in: each year that does not balance, each frame below zero, each saving without words. Empty when it can."""
    problems = [out_of_balance(year) for year in reading.years if not year.balances]
    problems += [
        _("%(unit)s skulle få en ram på %(amount)s tkr %(year)s. En ram kan inte vara mindre än noll.")
        % {"unit": found.tree.by_id[unit].name, "amount": _tkr(year.frames[unit]), "year": year.year}
        for year in reading.years
        for unit in year.negative_frames
    ]
    problems += [
        _("Åtgärden ”%(title)s” sparar, men säger inte vad det leder till. Skriv konsekvenserna.")
        % {"title": offer.measure.title}
        for offer in reading.chosen
        if offer.untold
    ]
    taken = any(
        other.proposal.name == reading.proposal.name and not other.proposal.is_draft and other is not reading
        for other in found.readings
    )
    if taken:
        problems.append(_("Ett inlämnat förslag heter redan så. Ge förslaget ett annat namn."))
    return problems


def out_of_balance(year: YearSum) -> str:
    """The year's arithmetic in tkr, and how much is lacking (KL 11:5: revenues are to exceed costs)."""
    if year.result is None:
        return _("%(year)s: basen har inga belopp att räkna med.") % {"year": year.year}
    values = {
        "year": year.year,
        "income": _tkr(year.income or 0),
        "net": _tkr(year.net_cost or 0),
        "below": _tkr(year.below or 0),
        "result": _tkr(year.result),
        "lacking": _tkr(-year.result),
    }
    sums = _(
        "%(year)s: skatter och bidrag %(income)s, nettokostnader %(net)s, finansiella poster %(below)s = resultat %(result)s tkr. "
    )
    exemption = year.exemption
    if year.beyond_reserve and year.reserve is not None:
        return sums % values + beyond_reserve(year, year.reserve)
    if exemption is not None and exemption.kind == ExemptionKind.RESERVE:
        values["amount"] = _tkr(exemption.amount)
        values["short"] = _tkr(-year.result - exemption.amount)
        words = _("Resultatreserven täcker %(amount)s, så det fattas %(short)s tkr.")
    elif year.result == 0:
        words = _("Intäkterna ska vara större än kostnaderna (kommunallagen 11 kap. 5 §).")
    else:
        words = _("Det fattas %(lacking)s tkr (kommunallagen 11 kap. 5 §).")
    return (sums + words) % values


def beyond_reserve(year: YearSum, reserve: ReserveLeft) -> str:
    """What the year takes out of the reserve, what is in it, and what is lacking (KL 11:14)."""
    values = {
        "amount": _tkr(year.from_reserve),
        "held": _tkr(reserve.held),
        "used": _tkr(reserve.used),
        "left": _tkr(reserve.left),
        "short": _tkr(year.beyond_reserve),
    }
    if reserve.used:
        words = _(
            "Ur resultatreserven tas %(amount)s tkr. I den finns %(held)s tkr och åren före tar %(used)s tkr, så %(left)s tkr är kvar. "
            "Det fattas %(short)s tkr (kommunallagen 11 kap. 14 §)."
        )
    else:
        words = _(
            "Ur resultatreserven tas %(amount)s tkr, och i den finns %(held)s tkr. Det fattas %(short)s tkr (kommunallagen 11 kap. 14 §)."
        )
    return words % values


def _tkr(ore: int) -> str:
    """Exact, so that the sentence's arithmetic holds."""
    return editable_amount(ore, Shown.TKR)


def require_author(actor: Actor, proposal: BudgetProposal) -> None:
    """Raises Refused unless the person writes the proposal."""
    require(
        rules.may_write(actor, structure(), proposal, authors_of(proposal)),
        _(
            "Bara de som skriver förslaget kan ändra det. Kommunstyrelsens förslag skrivs av dess ledamöter och av controllern."
        ),
    )


def _require_may_start(actor: Actor, draft: ProposalDraft) -> None:
    tree = structure()
    if draft.party.strip():
        require(
            rules.may_write_for_party(actor, tree),
            _("Ett partis budgetförslag skrivs av den som har en plats i fullmäktige eller i en nämnd."),
        )
    else:
        require(
            rules.may_write_for_board(actor, tree),
            _(
                "Kommunstyrelsens förslag skrivs av dess ledamöter och av controllern. Ange partiet, om det är ett partis förslag."
            ),
        )


def _require_name(draft: ProposalDraft) -> None:
    if not draft.name.strip():
        raise RuleBroken(_("Ge förslaget ett namn."), field="name")


def _require_exemption(year: int, exemption: Exemption) -> None:
    if not exemption.reason.strip():
        raise RuleBroken(
            _("Skriv skälet till att %(year)s får vara utan överskott (kommunallagen 11 kap. 5 §).") % {"year": year},
            field=f"reason_{year}",
        )
    if exemption.kind == ExemptionKind.RESERVE and exemption.amount <= 0:
        raise RuleBroken(
            _("Skriv hur mycket av resultatreserven som används %(year)s.") % {"year": year}, field=f"amount_{year}"
        )


def _locked_draft(proposal: BudgetProposal) -> BudgetProposal:
    """The draft as it is now, to be changed. Raises RuleBroken when it is handed in or the council has decided."""
    require_undecided(proposal.budget_year)
    now = BudgetProposal.objects.select_for_update().get(pk=proposal.pk)
    if not now.is_draft:
        raise RuleBroken(_("Förslaget är inlämnat. Ta tillbaka det först, så kan det ändras."))
    return now


def _write_exemptions(proposal: BudgetProposal, exemptions: Mapping[int, Exemption]) -> None:
    stored = {each.year: each for each in ProposalExemption.objects.filter(proposal=proposal)}
    for year, row in stored.items():
        if year not in exemptions:
            row.delete()
    for year, exemption in exemptions.items():
        amount = exemption.amount if exemption.kind == ExemptionKind.RESERVE else 0
        values = (exemption.kind, amount, exemption.reason.strip())
        row = stored.get(year) or ProposalExemption(proposal=proposal, year=year)
        if row.pk is None or (row.kind, row.amount, row.reason) != values:
            row.kind, row.amount, row.reason = values
            row.save()
