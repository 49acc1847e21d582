"""What the activities' own people have written down to do, and what they have linked, each on a likely day."""

from datetime import date, timedelta

from followup.demo.chain import Plan
from followup.demo.content.sub_steps import LINKS, STEPS
from followup.demo.times import remember
from goals.models import ParentLink, PlanItem, SubStep
from sala_styr import history


def load_sub_steps(plan: Plan) -> None:
    """The steps of a few activities, those that are done ticked on their day, and the links."""
    # A title may have been written for several years: the newest of them is the one that is worked on.
    by_title: dict[str, PlanItem] = {}
    for _text, item in sorted(plan.pairs, key=lambda pair: pair[1].first_year):
        by_title[item.title] = item
    steps, done = [], []
    for title, texts in STEPS.items():
        item = by_title[title]
        for order, (text, due, done_on) in enumerate(texts, 1):
            step = SubStep(item=item, order=order, text=text, due=due, responsible=item.responsible)
            remember(step, _begun(item), item.responsible)
            steps.append(step)
            if done_on:
                done.append((step, done_on))
    history.bulk_create(SubStep, steps)
    for step, done_on in done:
        step.done_on = done_on
        remember(step, done_on, step.responsible)
    history.bulk_update(SubStep, [step for step, _day in done], ["done_on"])
    links = [ParentLink(item=by_title[title], above=by_title[above]) for title, above in LINKS]
    for link in links:
        remember(link, _begun(link.item), link.item.responsible)
    history.bulk_create(ParentLink, links)


def _begun(item: PlanItem) -> date:
    """Some weeks before the work with an item begins: then its steps are written down, not when somebody last noted how it goes."""
    return item.start_date - timedelta(weeks=4) if item.start_date else date(item.first_year, 1, 15)
