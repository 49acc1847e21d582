"""What people have written for a year's annual report."""

from followup.models import JointJudgement, ReportPart, ReportText


def report_texts(year: int) -> dict[str, ReportText]:
    """The texts by part; parts nobody has written are left out. One query."""
    return {text.part: text for text in ReportText.objects.filter(year=year)}


def parts_in_order() -> list[ReportPart]:
    """The parts in the order in which the report prints them."""
    return list(ReportPart)


def joint_judgement(year: int) -> JointJudgement | None:
    """The joint judgement of the year. One query."""
    return JointJudgement.objects.filter(year=year).first()
