"""The wall around money, as a full matrix: every person × every verb. Whoever may not is told who may, and nothing is written."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import timezone

from budget import rules
from budget.actions.corrective import MeasureDraft, add_measure, change_measure, note_effect
from budget.actions.decided import reopen_budget
from budget.actions.detail import LineDraft, add_line, change_line, lock_detail, remove_line, unlock_detail
from budget.actions.dimensions import map_dimensions
from budget.actions.figures import ColumnKey, write_figures
from budget.actions.forecast import give_forecast
from budget.actions.imports import import_actuals, withdraw_batch
from budget.actions.ledger import EntryDraft, correct_entry, record_entry
from budget.actions.policy import DemandDraft, PolicyDraft, set_policy, set_pot_rule, set_result_demand
from budget.actions.shares import share_line
from budget.actions.statements import enter_result_budget, note_adjustment
from budget.imports import read_file
from budget.models import AdjustmentKind, BudgetDecision, EntryKind
from budget.queries.structure import structure
from sala_styr.errors import Refused
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor, system_actor
from tests.budget.builders import YEAR, Money, kr
from tests.cast import PEOPLE

EVERYBODY = [name for name, _role, _unit in PEOPLE]
CSV = b"konto;period;belopp\n5010;202601;-100\n"

Verb = Callable[[Money, Actor], object]


def entry(kind: str, source: str | None, target: str | None, body: str | None = "KF") -> Verb:
    """The verb of recording one kind of entry."""

    def record(money: Money, actor: Actor) -> object:
        cast = money.cast
        return record_entry(
            actor,
            EntryDraft(
                year=YEAR,
                kind=kind,
                source=cast[source] if source else None,
                target=cast[target] if target else None,
                amount=kr(1),
                text="Prov",
                decision=cast.decision(body) if body else None,
                financing="Skatt" if kind == EntryKind.SUPPLEMENTARY else "",
                financed_by="revenue" if kind == EntryKind.SUPPLEMENTARY else "",
            ),
        )

    return record


def line_draft(money: Money) -> LineDraft:
    return LineDraft(account=money.account("5010"), months=[-100] * 12)


def on_a_line(change: Callable[[Money, Actor, object], object]) -> Verb:
    return lambda money, actor: change(money, actor, money.line("A1", "5010", -12))


def divide(money: Money, actor: Actor) -> object:
    """Half each to two parts of the plan."""
    parts = [(money.cast.item("activity", "A1"), 5_000) for _each in range(2)]
    return share_line(actor, money.line("A1", "5010", -12), parts, 1)


COUNCIL = {"kf_chair", "kf_politician", "controller"}
MANAGERS_OF_A1 = {"head_a", "manager_a", "manager_a1"}
VERBS: dict[str, tuple[Verb, set[str]]] = {
    "give a frame": (entry(EntryKind.FRAME, None, "A"), COUNCIL),
    "give a supplement": (entry(EntryKind.SUPPLEMENTARY, None, "A"), COUNCIL),
    "move between committees": (entry(EntryKind.REALLOCATION, "A", "B"), COUNCIL),
    "adjust technically": (entry(EntryKind.TECHNICAL, "A", "B"), COUNCIL),
    "give from the central pot": (entry(EntryKind.CENTRAL_POT, "gemensamt", "A"), COUNCIL),
    "distribute the committee's frame": (
        entry(EntryKind.ALLOCATION, "A", "kontorA", "A"),
        {"chair_a", "politician_a", "controller"},
    ),
    "take back upwards to the committee": (
        entry(EntryKind.RETURN, "kontorA", "A", "A"),
        {"chair_a", "politician_a", "controller"},
    ),
    "take back inside the service": (entry(EntryKind.RETURN, "A1", "verksA", None), {"head_a", "manager_a"}),
    "lower a frame": (entry(EntryKind.FRAME, "A", None), COUNCIL),
    "set the rules for money": (
        lambda money, actor: set_policy(
            actor, YEAR, PolicyDraft(3, Decimal(1), 1, Decimal(2), money.cast.decision("KF"))
        ),
        {"controller"},
    ),
    "say who gives out of a pot": (
        lambda money, actor: set_pot_rule(actor, money.cast["gemensamt"], decider="board", purpose="Oförutsett"),
        {"controller"},
    ),
    "ask a result of a company": (
        lambda money, actor: set_result_demand(
            actor, money.cast["bolaget"], YEAR, DemandDraft(1, None, "", money.cast.decision("KF"))
        ),
        {"controller"},
    ),
    "move inside the committee": (
        entry(EntryKind.REALLOCATION, "A1", "A2", "A"),
        {"chair_a", "politician_a", "controller"},
    ),
    "distribute inside the service": (entry(EntryKind.ALLOCATION, "verksA", "A1", None), {"head_a", "manager_a"}),
    "take a frame back": (
        lambda money, actor: correct_entry(actor, money.frame("A", 1), "Fel"),
        COUNCIL,
    ),
    "take an inner distribution back": (
        lambda money, actor: correct_entry(actor, money.allocate("verksA", "A1", 1), "Fel"),
        {"head_a", "manager_a"},
    ),
    "add a line": (lambda money, actor: add_line(actor, money.cast["A1"], YEAR, line_draft(money)), MANAGERS_OF_A1),
    "change a line": (
        on_a_line(lambda money, actor, line: change_line(actor, line, line_draft(money), 1)),  # type: ignore[arg-type]
        MANAGERS_OF_A1,
    ),
    "remove a line": (on_a_line(lambda money, actor, line: remove_line(actor, line, 1)), MANAGERS_OF_A1),  # type: ignore[arg-type]
    "divide a line": (divide, MANAGERS_OF_A1),
    "lock the detail budget": (lambda money, actor: lock_detail(actor, money.cast["B1"], YEAR), {"manager_b"}),
    "open the detail budget": (
        lambda money, actor: unlock_detail(actor, money.cast["A1"], YEAR, "Fel"),
        {"head_a", "manager_a", "controller"},
    ),
    "forecast": (
        lambda money, actor: give_forecast(actor, money.cast["A1"], YEAR, 4, -1, "Så", "Färre barn"),
        MANAGERS_OF_A1,
    ),
    "write a measure": (
        lambda money, actor: add_measure(actor, money.cast["A1"], YEAR, MeasureDraft("Spara", kr(10))),
        MANAGERS_OF_A1 | {"controller"},
    ),
    "change a measure": (
        lambda money, actor: change_measure(actor, money.measure("A1", 10), MeasureDraft("Spara", kr(10)), 1),
        MANAGERS_OF_A1 | {"controller"},
    ),
    "say what a measure has given": (
        lambda money, actor: note_effect(actor, money.measure("A1", 10), 8, kr(5)),
        MANAGERS_OF_A1 | {"controller"},
    ),
    "bring in actuals": (
        lambda money, actor: import_actuals(actor, money.cast["koncern"], read_file(CSV, "utfall.csv", YEAR)),
        {"controller"},
    ),
    "say what a file's dimensions are": (
        lambda money, actor: map_dimensions(actor, money.cast["koncern"], "", {"20": "activity"}),
        {"controller"},
    ),
    "withdraw actuals": (lambda money, actor: withdraw_batch(actor, money.batch("A"), "Fel fil"), {"controller"}),
    "note the balance requirement": (
        lambda money, actor: note_adjustment(actor, YEAR, AdjustmentKind.CAPITAL_GAINS, -1),
        {"controller"},
    ),
    "write in figures": (
        lambda money, actor: write_figures(
            actor, ColumnKey(2024, "income", "group"), {"tax": 1}, source="Årsredovisning"
        ),
        {"controller"},
    ),
    "enter the result budget": (
        lambda money, actor: enter_result_budget(actor, YEAR, {"tax": 1}, money.cast.decision("KF")),
        {"controller"},
    ),
    "open the decided budget": (
        lambda money, actor: (_decided(money), reopen_budget(actor, YEAR, "Fel"))[1],
        {"kf_chair", "controller"},
    ),
}


def _decided(money: Money) -> None:
    decision = money.cast.decision("KF")
    with recording(system_actor(), "Test"):
        BudgetDecision.objects.update_or_create(
            year=YEAR, defaults={"decision": decision, "decided_at": timezone.now()}
        )


@pytest.fixture
def with_money(money: Money) -> Money:
    """Something for everybody to move."""
    money.frame("A", 100)
    money.frame("gemensamt", 100)
    money.allocate("A", "kontorA", 50, decision=money.cast.decision("A"))
    money.allocate("kontorA", "verksA", 40)
    money.allocate("verksA", "A1", 20)
    return money


@pytest.mark.parametrize("verb", VERBS)
def test_only_those_who_may_are_let_through(with_money: Money, verb: str) -> None:
    act, allowed = VERBS[verb]
    for name in EVERYBODY:
        actor = with_money.cast.actor(name)
        if name in allowed:
            act(with_money, actor)
        else:
            with pytest.raises(Refused) as refused:
                act(with_money, actor)
            assert str(refused.value).endswith("."), f"{name}: {refused.value}"


@pytest.mark.parametrize("verb", VERBS)
def test_a_stranger_is_refused_everything(with_money: Money, verb: str) -> None:
    with pytest.raises(Refused):
        VERBS[verb][0](with_money, Actor())


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_with_an_appointment_reads_money(money: Money, name: str) -> None:
    assert rules.may_read_money(money.cast.actor(name)) is (name != "outsider")


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_form_for_entries_is_offered_to_those_who_may_record_one(money: Money, name: str) -> None:
    actor, tree = money.cast.actor(name), structure()
    offered = {code for code in ("A", "verksA", "A1") if rules.may_record_something(actor, tree, money.cast[code])}
    expected = {
        "kf_chair": {"A", "verksA", "A1"},
        "kf_politician": {"A", "verksA", "A1"},
        "controller": {"A", "verksA", "A1"},
        "chair_a": {"A"},
        "politician_a": {"A"},
        "head_a": {"verksA", "A1"},
        "manager_a": {"verksA", "A1"},
        "manager_a1": {"A1"},
    }
    assert offered == expected.get(name, set())


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_list_of_imports_is_for_those_who_read_everything(money: Money, name: str) -> None:
    assert rules.may_see_imports(money.cast.actor(name)) is (name in {"controller", "auditor", "administrator"})


def test_who_may_instead_is_said(money: Money) -> None:
    with pytest.raises(Refused, match="Kommunfullmäktige eller av en controller"):
        entry(EntryKind.FRAME, None, "A")(money, money.cast.actor("chair_b"))
    with pytest.raises(Refused, match="Verksamhet A"):
        entry(EntryKind.ALLOCATION, "verksA", "A1", None)(money, money.cast.actor("chair_a"))
