"""God ekonomisk hushållning in the example: the council's goals, and the judgement of the closed year."""

from collections.abc import Mapping
from decimal import Decimal

from followup.demo.content.annual import FINANCIAL_GOALS, JUDGEMENT, OPERATIONAL_YEARS, YEAR
from followup.models import JointJudgement, StewardshipGoal, StewardshipKind
from goals.models import ItemState, OwnerKind, PlanItem, Track
from sala_styr import history
from sala_styr.decisions.models import Decision


def load_judgement() -> None:
    """What was said of the closed year as a whole."""
    verdict, text = JUDGEMENT
    history.bulk_create(JointJudgement, [JointJudgement(year=YEAR, verdict=verdict, text=text)])


def load_stewardship(decisions: Mapping[str, Decision]) -> None:
    """The council's goals for god ekonomisk hushållning: financial ones with a ratio, and its own goals of the plan."""
    goals = [
        StewardshipGoal(
            year=year,
            decision=decisions[f"budget-{year}"],
            kind=StewardshipKind.FINANCIAL,
            text=text,
            ratio=ratio,
            least=None if least is None else Decimal(least),
            status=status,
            comment=comment,
        )
        for year, text, ratio, least, status, comment in FINANCIAL_GOALS
    ]
    for year in OPERATIONAL_YEARS:
        found = PlanItem.objects.in_year(year).filter(step__owner_kind=OwnerKind.COUNCIL, step__track=Track.GOALS)
        for item in found.filter(step__followed_up=True, state=ItemState.DECIDED).order_by("tree_id", "lft"):
            goals.append(
                StewardshipGoal(
                    year=year, kind=StewardshipKind.OPERATIONAL, plan_item=item, decision_id=item.decision_id
                )
            )
    history.bulk_create(StewardshipGoal, goals)
