"""What people have written of a year as a whole."""

from followup.models import JointJudgement


def joint_judgement(year: int) -> JointJudgement | None:
    """The joint judgement of the year. One query."""
    return JointJudgement.objects.filter(year=year).first()
