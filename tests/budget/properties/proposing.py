"""Next year's budget in the machine: a base, measures, proposals that are handed in when they hold, and one that the council decides; and the plain sums."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from budget.actions import adoption, base, measures, proposals
from budget.actions.measures import MeasureDraft
from budget.actions.proposals import ProposalDraft
from budget.actions.statements import note_adjustment
from budget.models import AdjustmentKind, BudgetProposal, ProposalState
from budget.proposals import Exemption
from budget.queries.income import result_budget
from budget.queries.ledger import frames_by_year
from budget.queries.proposals import base_of
from sala_styr.decisions.models import Decision
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from tests.budget.builders import YEAR
from tests.budget.properties.oracle import HOLDERS, Oracle

NEXT = YEAR + 1
PLAN = range(NEXT, NEXT + 4)
WITHIN = ("revenue", "cost", "depreciation")
PLACES = ("A", "B", "KS", "gemensamt", "tax", "financial_cost")

places = st.sampled_from(PLACES)
effects = st.dictionaries(st.sampled_from(list(PLAN)), st.integers(-80_000, 80_000).filter(bool), min_size=1)
leaning = st.dictionaries(
    st.sampled_from(list(PLAN)), st.sampled_from([("reserve", 5_000), ("reserve", 90_000), ("special", 0)]), max_size=4
)


@dataclass
class Proposed:
    """A proposal as the machine has written it."""

    chosen: set[int] = field(default_factory=set)
    exempt: dict[int, tuple[str, int]] = field(default_factory=dict)
    state: str = "draft"


@dataclass
class Coming:
    """Next year's round in plain Python."""

    frames: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    measures: dict[int, tuple[str, dict[int, int]]] = field(default_factory=dict)
    proposals: dict[int, Proposed] = field(default_factory=dict)
    reserve: int = 0

    @property
    def is_open(self) -> bool:
        """Is there a base, and has the council not decided?"""
        return bool(self.frames) and not any(each.state == "adopted" for each in self.proposals.values())

    def frames_of(self, proposal: Proposed, year: int) -> dict[str, int]:
        found = dict(self.frames)
        for place, amount in self._effects(proposal, year):
            if place in HOLDERS:
                found[place] = found.get(place, 0) - amount
        return found

    def lines_of(self, proposal: Proposed, year: int) -> dict[str, int]:
        """The result budget; what the committees cost follows from their frames."""
        found = dict(self.lines)
        for place, amount in self._effects(proposal, year):
            if place not in HOLDERS:
                found[place] = found.get(place, 0) + amount
        within = found.get("revenue", 0) + found.get("depreciation", 0)
        return found | {"cost": -sum(self.frames_of(proposal, year).values()) - within}

    def _effects(self, proposal: Proposed, year: int) -> list[tuple[str, int]]:
        chosen = [self.measures[pk] for pk in proposal.chosen]
        return [(place, amounts[year]) for place, amounts in chosen if year in amounts]

    def holds(self, proposal: Proposed) -> bool:
        """Is each year in balance or exempt by law, with no frame below zero and no more taken out of the reserve than is in it?"""
        left = self.reserve
        for year in PLAN:
            if any(amount < 0 for amount in self.frames_of(proposal, year).values()):
                return False
            result = sum(self.lines_of(proposal, year).values())
            if result > 0:
                continue
            kind, amount = proposal.exempt.get(year, ("", 0))
            if kind == "reserve" and result + amount >= 0 and amount <= left:
                left -= amount
            elif kind != "special":
                return False
        return True


class Proposing:
    """The steps about next year's budget. What it stands on is the machine's."""

    actor: Actor
    oracle: Oracle
    units: dict[str, Unit]
    today: date
    attempt: Callable[[Callable[[], Any], bool], Any]
    decision: Callable[[str | None], Decision | None]
    coming: Coming

    @rule()
    def lay_next_years_base(self) -> None:
        """Frames go on; what was changed for this year only does not."""
        standing = [
            entry
            for entry in self.oracle.entries
            if entry.kind == "frame" and not entry.back and entry.pk not in self.oracle.corrected()
        ]
        held = {
            unit: sum(entry.amount * ((entry.target == unit) - (entry.source == unit)) for entry in standing)
            for unit in HOLDERS
        }
        carried = {unit: amount for unit, amount in held.items() if amount > 0}
        expected = bool(carried) and not self.coming.frames
        if self.attempt(lambda: base.lay_base(self.actor, NEXT), expected) is not None:
            self.coming.frames = carried
            self.coming.lines = {line: each for line, each in self.oracle.result_budget.items() if line != "cost"}

    @rule(place=places, amounts=effects)
    def offer_a_measure(self, place: str, amounts: dict[int, int]) -> None:
        about: dict[str, Any] = {"unit": self.units[place]} if place in HOLDERS else {"line": place}
        draft = MeasureDraft("Åtgärd", amounts, consequence="Det märks", **about)
        made = self.attempt(lambda: measures.write_measure(self.actor, NEXT, draft), self.coming.is_open)
        if made is not None:
            self.coming.measures[made.pk] = (place, amounts)

    @precondition(lambda self: self.coming.is_open or len(self.coming.proposals) < 3)
    @rule(good=st.booleans())
    def begin_a_proposal(self, good: bool) -> None:
        """``good``: with a measure beside it that brings in what any of them may cost."""
        name = f"Förslag {len(self.coming.proposals)}"
        made = self.attempt(
            lambda: proposals.start_proposal(self.actor, NEXT, ProposalDraft(name)), self.coming.is_open
        )
        if made is None:
            return
        self.coming.proposals[made.pk] = Proposed()
        if good:
            self.offer_a_measure("tax", dict.fromkeys(PLAN, 10**7))
            self.choose(made.pk, max(self.coming.measures))

    @precondition(lambda self: self.coming.proposals and self.coming.measures)
    @rule(data=st.data())
    def choose_a_measure(self, data: st.DataObject) -> None:
        pk = data.draw(st.sampled_from(sorted(self.coming.proposals)))
        self.choose(pk, data.draw(st.sampled_from(sorted(self.coming.measures))))

    def choose(self, pk: int, measure: int) -> None:
        proposal, row = self.coming.proposals[pk], BudgetProposal.objects.get(pk=pk)
        expected = self.coming.is_open and proposal.state == "draft"
        if self.attempt(lambda: proposals.choose_measures(self.actor, row, {measure}, set()), expected) is not None:
            proposal.chosen.add(measure)

    @precondition(lambda self: self.coming.proposals)
    @rule(data=st.data(), exempt=leaning)
    def lean_on_an_exemption(self, data: st.DataObject, exempt: dict[int, tuple[str, int]]) -> None:
        pk = data.draw(st.sampled_from(sorted(self.coming.proposals)))
        proposal, row = self.coming.proposals[pk], BudgetProposal.objects.get(pk=pk)
        written = {year: Exemption(kind, amount, "Skäl") for year, (kind, amount) in exempt.items()}
        made = self.attempt(
            lambda: proposals.describe_proposal(self.actor, row, row.name, "", written, row.version),
            self.coming.is_open and proposal.state == "draft",
        )
        if made is not None:
            proposal.exempt = exempt

    @rule(amount=st.sampled_from([0, 20_000, 100_000]))
    def the_reserve_holds(self, amount: int) -> None:
        self.attempt(lambda: note_adjustment(self.actor, YEAR, AdjustmentKind.RESERVE_OPENING, amount), True)
        self.coming.reserve = amount

    @precondition(lambda self: self.coming.proposals)
    @rule(data=st.data(), act=st.sampled_from(["submit", "submit", "take_back", "adopt", "adopt"]))
    def carry_a_proposal_on(self, data: st.DataObject, act: str) -> None:
        self.carry_on(data.draw(st.sampled_from(sorted(self.coming.proposals))), act)

    def carry_on(self, pk: int, act: str) -> None:
        proposal, row = self.coming.proposals[pk], BudgetProposal.objects.get(pk=pk)
        holds = self.coming.holds(proposal)
        if act == "submit":
            expected = self.coming.is_open and proposal.state == "draft" and holds
            if self.attempt(lambda: proposals.submit_proposal(self.actor, row), expected) is not None:
                proposal.state = "submitted"
        elif act == "take_back":
            expected = proposal.state == "submitted"
            if self.attempt(lambda: proposals.take_back_proposal(self.actor, row), expected) is not None:
                proposal.state = "draft"
        else:
            decision = self.decision("KF")
            assert decision is not None
            expected = self.coming.is_open and proposal.state == "submitted" and holds
            if self.attempt(lambda: adoption.adopt_proposal(self.actor, row, decision), expected) is not None:
                for each in self.coming.proposals.values():
                    each.state = "rejected" if each.state == "submitted" else each.state
                proposal.state = "adopted"

    @precondition(lambda self: self.coming.is_open)
    @rule()
    def hand_in_one_that_holds(self) -> None:
        self.begin_a_proposal(good=True)
        self.carry_on(max(self.coming.proposals), "submit")

    @precondition(lambda self: any(each.state == "submitted" for each in self.coming.proposals.values()))
    @rule(data=st.data(), act=st.sampled_from(["take_back", "adopt"]))
    def answer_what_is_handed_in(self, data: st.DataObject, act: str) -> None:
        handed_in = [pk for pk, each in self.coming.proposals.items() if each.state == "submitted"]
        self.carry_on(data.draw(st.sampled_from(sorted(handed_in))), act)

    @invariant()
    def the_base_is_as_laid_and_states_as_told(self) -> None:
        found = base_of(NEXT)
        codes = {unit.pk: code for code, unit in self.units.items()}
        assert {codes[unit]: amounts for unit, amounts in found.frames.items()} == {
            unit: dict.fromkeys(PLAN, amount) for unit, amount in self.coming.frames.items()
        }
        assert found.lines == {line: dict.fromkeys(PLAN, amount) for line, amount in self.coming.lines.items()}
        states = dict(BudgetProposal.objects.values_list("pk", "state"))
        assert states == {pk: each.state for pk, each in self.coming.proposals.items()}

    def what_was_adopted_stands_in_the_ledger(self) -> None:
        """Every year's frames and result budget; and nothing at all while nothing is adopted."""
        adopted = [each for each in self.coming.proposals.values() if each.state == ProposalState.ADOPTED]
        codes = {unit.pk: code for code, unit in self.units.items()}
        for year, held in frames_by_year(PLAN).items():
            found = {codes[unit]: row.original for unit, row in held.items() if row.current}
            expected = self.coming.frames_of(adopted[0], year) if adopted else {}
            assert found == {unit: amount for unit, amount in expected.items() if amount}
            lines = self.coming.lines_of(adopted[0], year) if adopted else {}
            assert {line: amount for line, amount in result_budget(year).items() if amount} == {
                line: amount for line, amount in lines.items() if amount
            }
