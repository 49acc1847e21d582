"""A year's planning, played: what the council wants, what each committee makes of it, and how the money finds its way down to the month."""

from collections.abc import Mapping
from datetime import date

from budget.actions.decided import decide_budget
from budget.actions.detail import LineDraft, add_line, lock_detail
from budget.actions.frames import change_frame
from budget.actions.ledger import EntryDraft, record_entry
from budget.actions.statements import enter_result_budget
from budget.models import EntryKind, FrameCause, LineLink
from followup.actions.wheel import note_done
from followup.models import WheelStep
from goals.actions import create_item
from goals.actions.decide import decide_items
from goals.actions.missions import set_statutory
from goals.models import ItemState, PlanItem
from sala_styr.money import spread
from tests.budget.builders import Money
from tests.followup.year.world import World

TKR = 1_000_00
"""Öre."""
FRAMES = {"KS": 2_000, "A": 10_000, "B": 5_000, "gemensamt": 1_000}
"""tkr. Their sum is the net cost below."""
RESULT = {
    "revenue": 3_000, "cost": -20_000, "depreciation": -1_000,
    "tax": 15_000, "grants": 4_000, "financial_revenue": 100, "financial_cost": -300,
}  # fmt: skip
PASSED_ON = (
    ("KS", "ekonomi", 2_000), ("A", "kontorA", 10_000), ("B", "kontorB", 5_000),
    ("kontorA", "verksA", 9_500), ("verksA", "A1", 5_000), ("verksA", "A2", 4_000),
    ("kontorB", "verksB", 5_000), ("verksB", "B1", 4_500),
)  # fmt: skip
"""tkr: from whom, to whom."""
KEPT = {"ekonomi": 2_000, "kontorA": 500, "verksA": 500, "A1": 5_000, "A2": 4_000, "verksB": 500, "B1": 4_500}
"""tkr: what is left with each, and becomes its detail budget."""
GOT = {target: amount for _source, target, amount in PASSED_ON}
"""tkr: the whole budget of each, with all below it."""
CHAIRS = {"KF": "kf_chair", "KS": "ks_chair", "A": "chair_a", "B": "chair_b"}
BODIES = ("KS", "A", "B")
HEADS = {"ekonomi": "economy_head", "kontorA": "head_a", "kontorB": "head_b"}
MANAGERS = HEADS | {
    "verksA": "manager_a", "A1": "manager_a1", "A2": "manager_a2", "verksB": "manager_b", "B1": "manager_b1", "bolaget": "company_head",
}  # fmt: skip


def step_of(world: World, key: str, code: str, year: int) -> str:
    """What a step of the wheel is called among the things to do of who answers for it in a unit."""
    return f"wheel:{WheelStep.objects.get(key=key).pk}:{year}:{world.unit(code).pk}"


def note_steps(world: World, name: str, *keys: str) -> None:
    """The person answers for these steps alone, sees them, and notes each as done today."""
    (code,) = [code for code, chair in CHAIRS.items() if chair == name]
    for key in keys:
        mine = step_of(world, key, code, world.today.year)
        world.waits(mine, name)
        note_done(
            world.actor(name), WheelStep.objects.get(key=key), world.today.year, on=world.today, note="Se protokollet"
        )
        world.gone(mine)


def council_says_what(world: World, year: int) -> None:
    """Vision, goals and priorities of the period, decided by the council."""
    kf, politician = world.unit("KF"), world.actor("kf_politician")
    place: PlanItem | None = None
    for step, title in (
        ("vision", "Ett tryggt samhälle"),
        ("goal", "Alla barn lyckas i skolan"),
        ("priority", "Tidiga insatser"),
    ):
        parent = world.items.get("vision")
        place = create_item(
            politician, step=world.who.levels[step], owner=kf, parent=parent, title=title, first_year=year, last_year=year + 3,
            responsible=world.who.user("kf_chair"),
        )  # fmt: skip
        world.items[step] = place
    decision = world.decide("kf_chair", "KF", "Strategisk plan och mål")
    decide_items(world.actor("kf_chair"), [(item, item.version) for item in world.items.values()], decision)


def council_gives_frames(world: World, year: int) -> None:
    """The frames: the step waits for the council's chair until every committee has its own."""
    waits = step_of(world, "frames", "KF", year - 1)
    world.waits(waits, "kf_chair")
    decision = world.decide("kf_chair", "KF", f"Ramar {year}")
    for code, amount in FRAMES.items():
        change_frame(
            world.actor("kf_chair"), world.unit(code), year,
            cause=FrameCause.BASE, amount=amount * TKR, text=f"Ram {year}", decision=decision,
        )  # fmt: skip
    world.gone(waits)


def committees_pass_on(world: World, year: int) -> None:
    """Each committee distributes its frame, and those below pass it on; each chair is asked until the own committee has."""
    for body in BODIES:
        world.waits(step_of(world, "preliminary_plans", body, year - 1), CHAIRS[body])
    for source, target, amount in PASSED_ON:
        decision = world.decide(CHAIRS[source], source, f"Fördelning {year}") if source in BODIES else None
        draft = EntryDraft(
            year=year, kind=EntryKind.ALLOCATION, source=world.unit(source), target=world.unit(target),
            amount=amount * TKR, text=f"Fördelning {year}", decision=decision,
        )  # fmt: skip
        record_entry(world.actor(CHAIRS.get(source) or MANAGERS[source]), draft)
        if source in BODIES:
            world.gone(step_of(world, "preliminary_plans", source, year - 1))


def committees_draft(world: World, year: int) -> None:
    """Each committee writes its focus areas as drafts, under the council's goal."""
    for body in BODIES:
        world.items[f"focus {body}"] = create_item(
            world.actor(CHAIRS[body]), step=world.who.levels["focus"], owner=world.unit(body), parent=world.items["goal"],
            title=f"Fler får hjälp tidigt, {body}", first_year=year, last_year=year, responsible=world.who.user(CHAIRS[body]),
        )  # fmt: skip


def council_decides_budget(world: World, year: int, step: str) -> None:
    """The result budget is entered, and the council decides."""
    waits = step_of(world, step, "KF", year - 1)
    world.waits(waits, "kf_chair")
    decision = world.decide("kf_chair", "KF", f"Budget {year}")
    enter_result_budget(
        world.actor("controller"), year, {line: amount * TKR for line, amount in RESULT.items()}, decision
    )
    decide_budget(world.actor("kf_chair"), year, decision)
    world.gone(waits)


def committees_decide(world: World, year: int) -> None:
    """Every draft of each committee is decided; the step leaves each chair's list when the own committee has."""
    for body in BODIES:
        waits = step_of(world, "plans", body, year - 1)
        world.waits(waits, CHAIRS[body])
        drafts = list(PlanItem.objects.in_year(year).filter(owner=world.unit(body), state=ItemState.DRAFT))
        assert drafts
        decision = world.decide(CHAIRS[body], body, f"Verksamhetsplan {year}")
        chair = world.actor(CHAIRS[body])
        decide_items(chair, [(item, item.version) for item in drafts], decision, world.who.user(CHAIRS[body]))
        world.gone(waits)


def units_say_how(world: World, year: int) -> None:
    """What the law asks of them, strategies and activities: what the operations own needs nobody's decision."""
    for code in ("kontorA", "A1"):
        set_statutory(world.actor(MANAGERS[code]), world.unit(code), "Ge varje barn det som lagen säger.", (), 0)
    for code, body in (("verksA", "A"), ("verksB", "B")):
        world.items[f"strategy {code}"] = create_item(
            world.actor(MANAGERS[code]), step=world.who.levels["strategy"], owner=world.unit(code), parent=world.items[f"focus {body}"],
            title=f"Vi möter familjer tidigare, {code}", first_year=year, last_year=year,
        )  # fmt: skip
    for code, above, by_name in (("A1", "verksA", None), ("A2", "verksA", None), ("B1", "verksB", "manager_b1")):
        world.items[f"activity {code}"] = create_item(
            world.actor(MANAGERS[code]), step=world.who.levels["activity"], owner=world.unit(code),
            parent=world.items[f"strategy {above}"], title=f"Samtal med alla vårdnadshavare, {code}", first_year=year, last_year=year,
            responsible=world.who.user(by_name) if by_name else None, start_date=date(year, 1, 11), end_date=date(year, 11, 30),
        )  # fmt: skip


def managers_lock(world: World, year: int, linked: Mapping[str, str]) -> None:
    """Every krona gets its account and month; each manager is asked for the own unit alone, until it is locked. ``linked``: unit to a part of the plan."""
    money = Money(world.who, year)
    world.all_wait("lock", {f"lock:{year}:{world.unit(code).pk}": {MANAGERS[code]} for code in KEPT})
    for code, amount in KEPT.items():
        manager = MANAGERS[code]
        item = world.items.get(linked.get(code, ""))
        months = spread(-amount * TKR, [1] * 12)
        link = LineLink.PLAN_ITEM if item else LineLink.CORE_MISSION
        add_line(
            world.actor(manager), world.unit(code), year, LineDraft(money.account("5010"), months, link, item, "Löner")
        )
        lock_detail(world.actor(manager), world.unit(code), year)
        world.gone(f"lock:{year}:{world.unit(code).pk}")
