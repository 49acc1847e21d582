"""The wall around budget proposals: every person × every verb; and a party's draft that nobody but its authors ever sees a trace of."""

from collections.abc import Callable
from datetime import date
from itertools import count

import pytest
from django.urls import reverse

from budget.actions.adoption import adopt_proposal
from budget.actions.base import adjust_base, base_mark, lay_base
from budget.actions.measures import MeasureDraft, change_measure, withdraw_measure, write_measure
from budget.actions.proposals import (
    ProposalDraft,
    add_author,
    choose_measures,
    describe_proposal,
    start_proposal,
    submit_proposal,
    take_back_proposal,
)
from budget.models import BudgetProposal
from budget.queries.proposals import base_of, visible_measures, visible_proposals
from sala_styr.errors import Refused
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor, system_actor
from sala_styr.organisation.models import Appointment, Role
from tests.budget.builders import Money, kr
from tests.budget.proposal_round import ROUND, Round, laid
from tests.cast import PEOPLE

EVERYBODY = [name for name, _role, _unit in PEOPLE]
KNOWN = {name for name, role, _unit in PEOPLE if role}
POLITICIANS = {name for name, role, _unit in PEOPLE if role in (Role.CHAIR, Role.POLITICIAN)}
_numbers = count(1)
SECRET = "Det hemliga förslaget"


@pytest.fixture
def budget(money: Money) -> Round:
    return laid(money)


def draft_about(budget: Round, unit: str | None) -> MeasureDraft:
    place = {"unit": budget.money.cast[unit]} if unit else {"line": "tax"}
    return MeasureDraft("Något", {2027: kr(-1)}, **place)


def offering(unit: str | None) -> Callable[[Round, Actor], object]:
    return lambda budget, actor: write_measure(actor, ROUND, draft_about(budget, unit))


VERBS: dict[str, tuple[Callable[[Round, Actor], object], set[str]]] = {
    "lay the base": (lambda budget, actor: lay_next_base(budget, actor), {"controller"}),
    "adjust the base": (
        lambda budget, actor: adjust_base(actor, ROUND, {("tax", 2027): kr(1)}, base_mark(base_of(ROUND))),
        {"controller"},
    ),
    "ask for money for A": (offering("A"), {"chair_a", "politician_a", "head_a", "controller"}),
    "ask for money for the board": (offering("KS"), {"controller"}),
    "offer another tax": (offering(None), {"controller"}),
    "change a measure of A's": (
        lambda budget, actor: change_measure(actor, budget.measure("Ett", -1), draft_about(budget, "A"), 1),
        {"chair_a", "politician_a", "head_a", "controller"},
    ),
    "make a measure of A's B's": (
        lambda budget, actor: change_measure(actor, budget.measure("Ett", -1), draft_about(budget, "B"), 1),
        {"controller"},
    ),
    "take a measure of A's back": (
        lambda budget, actor: withdraw_measure(actor, budget.measure("Ett", -1)),
        {"chair_a", "politician_a", "head_a", "controller"},
    ),
    "begin a party's proposal": (
        lambda budget, actor: start_proposal(actor, ROUND, ProposalDraft("Vårt", "Partiet")),
        POLITICIANS,
    ),
    "begin the board's proposal": (
        lambda budget, actor: start_proposal(actor, ROUND, ProposalDraft("Styrelsens")),
        {"controller"},
    ),
    "choose in a party's draft": (
        lambda budget, actor: choose_measures(actor, budget.proposal(), {budget.measure("Ett", -1).pk}, set()),
        {"politician_a"},
    ),
    "describe a party's draft": (
        lambda budget, actor: describe_proposal(actor, budget.proposal(), "Annat", "", {}, 1),
        {"politician_a"},
    ),
    "write a measure of a party's own": (
        lambda budget, actor: write_measure(actor, ROUND, draft_about(budget, "B"), budget.proposal()),
        {"politician_a"},
    ),
    "let somebody in": (
        lambda budget, actor: add_author(actor, budget.proposal(), budget.money.cast.user("chair_b")),
        {"politician_a"},
    ),
    "hand a party's proposal in": (lambda budget, actor: submit_proposal(actor, budget.proposal()), {"politician_a"}),
    "take a party's proposal back": (
        lambda budget, actor: take_back_proposal(actor, handed_in(budget)),
        {"politician_a"},
    ),
    "enter the council's decision": (
        lambda budget, actor: adopt_proposal(
            actor, handed_in(budget), budget.money.cast.decision("KF", date(2026, 11, 23))
        ),
        {"controller"},
    ),
}


def handed_in(budget: Round) -> BudgetProposal:
    return submit_proposal(budget.actor("politician_a"), budget.proposal(f"Förslag {next(_numbers)}"))


def lay_next_base(budget: Round, actor: Actor) -> object:
    budget.money.frame("A", 1, year=ROUND)
    return lay_base(actor, ROUND + 1)


@pytest.mark.parametrize("verb", VERBS)
def test_the_wall(budget: Round, verb: str) -> None:
    """Who may does; everybody else is told who may, and nothing is written."""
    act, allowed = VERBS[verb]
    for person in EVERYBODY:
        if person in allowed:
            continue
        with pytest.raises(Refused):
            act(budget, budget.actor(person))
    for person in sorted(allowed)[:1]:
        act(budget, budget.actor(person))


def test_the_boards_members_write_its_proposal(budget: Round) -> None:
    cast = budget.money.cast
    with recording(system_actor(), "Test"):
        Appointment.objects.create(
            user=cast.user("chair_b"), unit=cast["KS"], role=Role.POLITICIAN, valid_from=date(2025, 1, 1)
        )
    made = start_proposal(budget.actor("chair_b"), ROUND, ProposalDraft("Styrelsens"))
    readers = {name for name in EVERYBODY if visible_proposals(budget.actor(name)).filter(pk=made.pk).exists()}
    assert readers == {"chair_b", "controller"}
    assert choose_measures(budget.actor("controller"), made, {budget.measure("Ett", -1).pk}, set()) == 1


def test_a_partys_draft_is_read_by_its_authors_alone(budget: Round) -> None:
    proposal = budget.proposal(SECRET)
    own = budget.measure("Hemligt", -1, owner=proposal, by="politician_a")

    def readers() -> set[str]:
        seen = {name for name in EVERYBODY if visible_proposals(budget.actor(name)).filter(pk=proposal.pk).exists()}
        assert seen == {name for name in EVERYBODY if visible_measures(budget.actor(name)).filter(pk=own.pk).exists()}
        return seen

    assert readers() == {"politician_a"}
    add_author(budget.actor("politician_a"), proposal, budget.money.cast.user("kf_chair"))
    assert readers() == {"politician_a", "kf_chair"}
    submit_proposal(budget.actor("kf_chair"), proposal)
    assert readers() == KNOWN
    take_back_proposal(budget.actor("kf_chair"), proposal)
    assert readers() == {"politician_a", "kf_chair"}


def test_no_page_and_no_address_tells_of_a_partys_draft(budget: Round) -> None:
    """Not the list, not the comparison, not the measures, not the history; and its own addresses are as if it did not exist."""
    proposal = budget.proposal(SECRET)
    own = budget.measure("Hemlig åtgärd", -1, owner=proposal, by="politician_a")
    offered = budget.measure("Öppen åtgärd", -1)
    choose_measures(budget.actor("politician_a"), proposal, {offered.pk}, set())
    open_pages = [
        reverse("budget:proposals"),
        reverse("budget:measures"),
        reverse("budget:measures") + "?format=csv",
        reverse("budget:compare_proposals") + f"?f={proposal.pk}",
        reverse("budget:measure", args=[offered.pk]),
        reverse("budget:proposal_base"),
    ]
    closed = [
        *(
            reverse(f"budget:{name}", args=[proposal.pk])
            for name in ("proposal", "describe_proposal", "adopt_proposal")
        ),
        *(reverse(f"budget:{name}", args=[own.pk]) for name in ("measure", "change_measure")),
        reverse("budget:write_measure") + f"?forslag={proposal.pk}",
        reverse("history:object", args=["budget.budgetproposal", proposal.pk]),
        reverse("history:object", args=["budget.measure", own.pk]),
    ]
    posts = [
        reverse(f"budget:{name}", args=[proposal.pk])
        for name in ("choose_measures", "submit_proposal", "take_back_proposal", "invite_author")
    ] + [reverse("budget:withdraw_measure", args=[own.pk])]
    for person in sorted(KNOWN - {"politician_a"}):
        client = budget.money.cast.client(person)
        for address in open_pages:
            page = client.get(address)
            assert page.status_code == 200, (person, address)
            words = page.getvalue().decode()
            assert not [secret for secret in (SECRET, "Hemlig") if secret in words], (person, address)
        for address in closed:
            assert client.get(address).status_code == 404, (person, address)
        for address in posts:
            assert client.post(address).status_code == 404, (person, address)
    own_client = budget.money.cast.client("politician_a")
    assert SECRET in own_client.get(open_pages[0]).content.decode()
    assert own_client.get(closed[0]).status_code == 200


@pytest.mark.parametrize("person", ["auditor", "controller", "administrator"])
def test_the_latest_history_tells_nothing_of_a_partys_draft(budget: Round, person: str) -> None:
    proposal = budget.proposal(SECRET)
    budget.measure("Hemlig åtgärd", -1, owner=proposal, by="politician_a")
    words = budget.money.cast.client(person).get(reverse("history:latest")).content.decode()
    assert "Lade basen för budgeten" in words
    assert "Började ett budgetförslag" not in words
    assert "Skrev åtgärden" not in words
