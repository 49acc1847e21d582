"""A year's internal control, played: risks and plan before the year, what the controls find during it, and the companies tested after it."""

from datetime import date

from followup.actions.company_reviews import decide_review, write_review
from followup.actions.control_plans import begin_control_plan, decide_control_plan, write_activity, write_risk
from followup.actions.control_results import finish_measure, write_result
from followup.models import ControlActivity
from tests.followup.year.planning import CHAIRS
from tests.followup.year.world import World

WRITES = {"KS": "economy_head", "A": "head_a", "B": "head_b"}


def committees_decide_what_to_control(world: World, year: int) -> None:
    """Each body values a risk, says who controls it, and decides its plan; it is asked for before anybody has begun."""
    for code, head in WRITES.items():
        waits = f"control-plan:{world.unit(code).pk}:{year}:1"
        world.waits(waits, CHAIRS[code])
        plan = begin_control_plan(world.actor(head), world.unit(code), year)
        risk = write_risk(
            world.actor(head), plan, None, 0, unit=world.unit(code), process="Inköp", text="Någon köper av sig själv.",
            category="fraud", likelihood=2, consequence=4, choice="control",
        )  # fmt: skip
        responsible = world.who.user(head)
        write_activity(world.actor(head), risk, None, 0, text="Jäv vid inköp", frequency=1, responsible=responsible)
        world.waits(waits, CHAIRS[code])
        decision = world.decide(CHAIRS[code], code, f"Internkontrollplan {year}")
        decide_control_plan(world.actor(CHAIRS[code]), plan, decision)
        world.gone(waits)


def controls_are_done(world: World, year: int) -> None:
    """Each control waits for who is named, leaves by its result, and a deviation's measure waits until it is done."""
    for activity in ControlActivity.objects.filter(risk__plan__year=year).select_related(
        "risk__plan__body__parent", "responsible"
    ):
        name = activity.responsible.username
        waits = f"control:{activity.pk}:1"
        world.waits(waits, name)
        result = write_result(
            world.actor(name), activity, day=world.today, finding="minor", text="En bisyssla var inte anmäld.",
            measure="Fråga om bisysslor varje år", measure_due=date(year + 1, 1, 31),
        )  # fmt: skip
        world.gone(waits)
        measure = result.measures.get()
        world.waits(f"control-measure:{measure.pk}", name)
        finish_measure(world.actor(name), measure, "Alla chefer har frågat.")
        world.gone(f"control-measure:{measure.pk}")


def companies_are_tested(world: World, year: int) -> None:
    """A controller writes the grounds, kommunstyrelsen decides."""
    company = world.unit("bolaget")
    key = f"company-review:{company.pk}:{year}"
    world.waits(f"{key}:write", "controller")
    review = write_review(
        world.actor("controller"), company, year, 0, purpose="yes", powers="yes", grounds="Årsredovisning och samråd."
    )
    world.gone(f"{key}:write")
    world.waits(f"{key}:decide", "ks_chair")
    decide_review(world.actor("ks_chair"), review, world.decide("ks_chair", "KS", f"Prövning av bolagen {year}"))
    world.gone(f"{key}:decide")
