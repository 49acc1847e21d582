"""The texts of the annual report."""

from followup.demo.content.annual import JUDGEMENT, REPORT_TEXTS, YEAR
from followup.models import JointJudgement, ReportText
from sala_styr import history


def load_annual_texts() -> None:
    """What people wrote in the annual report of the closed year."""
    texts = [ReportText(year=YEAR, part=part, text=text) for part, text in REPORT_TEXTS.items()]
    history.bulk_create(ReportText, texts)
    verdict, text = JUDGEMENT
    history.bulk_create(JointJudgement, [JointJudgement(year=YEAR, verdict=verdict, text=text)])
