"""The texts of the annual report, and the units' own reflections."""

from followup.demo.assessments import Periods
from followup.demo.content.annual import JUDGEMENT, REFLECTIONS, REPORT_TEXTS, YEAR
from followup.demo.organisation import Units
from followup.demo.people import People
from followup.models import JointJudgement, ReportText, UnitReflection
from sala_styr import history


def load_annual_texts() -> None:
    """What people wrote in the annual report of the closed year."""
    texts = [ReportText(year=YEAR, part=part, text=text) for part, text in REPORT_TEXTS.items()]
    history.bulk_create(ReportText, texts)
    verdict, text = JUDGEMENT
    history.bulk_create(JointJudgement, [JointJudgement(year=YEAR, verdict=verdict, text=text)])


def load_reflections(periods: Periods, units: Units, people: People) -> None:
    """What some units have said about a period as a whole."""
    rows = [
        UnitReflection(
            period=periods[key], unit=units[code], money=money, learnt=learnt, written_by=people.managers[code]
        )
        for key, code, money, learnt in REFLECTIONS
    ]
    history.bulk_create(UnitReflection, rows)
