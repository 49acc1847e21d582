"""The six questions that the municipality's auditors ask every year of god ekonomisk hushållning (KL 12:1-2), answered by what the system holds.

An answer is a sentence with its figures and the way to the page where they stand; it is never a grade. What is missing is said as missing.
"""

from dataclasses import asdict, dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.queries.corrective import deviations
from budget.queries.structure import structure
from budget.queries.sums import WHOLE_YEAR, last_period
from budget.queries.thread import kronor_by_link
from followup.models import Dialogue, DialogueState, StewardshipKind, Verdict
from followup.queries.company_reviews import decided_reviews
from followup.queries.control_report import control_counts, control_report
from followup.queries.grid import reporting_grid, total_of
from followup.queries.periods import periods_of
from followup.queries.stewardship import Stewardship, stewardship
from goals.queries import plan_rows
from goals.queries.answers import questions_in
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence, and where what it says can be seen. ``is_missing``: it says that something is not there."""

    text: str
    link: str
    href: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class AuditorQuestion:
    """A question with everything the system can answer it with."""

    number: int
    text: str
    answers: tuple[Answer, ...]


def auditor_questions(actor: Actor, year: int, today: date | None = None) -> list[AuditorQuestion]:
    """All six, as far as ``actor`` may read. A constant number of queries, five more for each period of the year that has fallen due."""
    today = today or timezone.localdate()
    found = stewardship(year)
    asked = (
        (_("Finns det mål både för ekonomin och för verksamheten?"), _goals(found)),
        (_("Hur tillämpar nämnderna kommunfullmäktiges mål?"), _applied(actor, year)),
        (_("Hänger målen ihop med resurserna?"), _resources(year)),
        (_("Följs målen upp under året?"), _followed_up(year, today)),
        (_("Bedöms resultatet mot kommunfullmäktiges mål?"), _judged(found)),
        (_("Följer den interna kontrollen samma signaler?"), _control(year)),
    )
    return [AuditorQuestion(number, text, tuple(answers)) for number, (text, answers) in enumerate(asked, start=1)]


def _address(name: str, year: int, *arguments: int, mark: str = "") -> str:
    return f"{reverse(name, args=arguments)}?ar={year}{mark}"


def _goals(found: Stewardship) -> list[Answer]:
    financial, operational = (len(found.of(kind).rows) for kind in StewardshipKind)
    decided = sum(row.goal.decision_id is not None for group in found.groups for row in group.rows)
    href = _address("followup:stewardship", found.year)
    if not found.goals:
        missing = _("Inga mål för god ekonomisk hushållning är inskrivna för %(year)s.") % {"year": found.year}
        return [Answer(missing, _("Skriv in målen"), href, is_missing=True)]
    words = _(
        "%(financial)d finansiella mål och %(operational)d verksamhetsmål. %(decided)d av dem har sitt beslut angivet."
    )
    counts = {"financial": financial, "operational": operational, "decided": decided}
    return [Answer(words % counts, _("Läs målen"), href, is_missing=not (financial and operational))]


def _applied(actor: Actor, year: int) -> list[Answer]:
    questions = questions_in(year, plan_rows(actor, year))
    answers = [answer for question in questions for answer in question.answers]
    href = _address("goals:leftovers", year)
    if not answers:
        return [Answer(_("Inga mål ställs till nämnderna det här året."), _("Röda tråden"), href, is_missing=True)]
    silent = sum(answer.is_silent for answer in answers)
    said_no = sum(not answer.items and answer.statement is not None for answer in answers)
    words = _(
        "%(goals)d mål är ställda till nämnder och bolag, tillsammans %(all)d svar: %(answered)d med eget i planen, "
        "%(said_no)d ”berör oss inte”, %(silent)d väntar."
    )
    counts = {
        "goals": len(questions),
        "all": len(answers),
        "answered": len(answers) - silent - said_no,
        "said_no": said_no,
        "silent": silent,
    }
    return [Answer(words % counts, _("Se vem som inte har svarat"), href, is_missing=bool(silent))]


def _resources(year: int) -> list[Answer]:
    href = _address("goals:leftovers", year)
    sums = [each for each in kronor_by_link(year) if each.amount is not None]
    if not sums:
        missing = _("Detaljbudgeten för %(year)s har inga rader ännu.") % {"year": year}
        return [Answer(missing, _("Detaljbudget"), _address("budget:details", year), is_missing=True)]
    parts = ", ".join(f"{each.label} {format_amount(each.amount, Shown.TKR)} tkr" for each in sums)
    words = _("Detaljbudgetens netto %(year)s efter vad det hör till: %(parts)s.") % {"year": year, "parts": parts}
    return [Answer(words, _("Se vad som inte är kopplat"), href)]


def _followed_up(year: int, today: date) -> list[Answer]:
    answers = []
    for period in (each for each in periods_of(year) if each.due <= today):
        total = total_of(reporting_grid(period))
        words = _("%(period)s: %(handed_in)d av %(all)d bedömningar är inlämnade.")
        counts = {"period": period.name, "handed_in": total.handed_in, "all": total.expected}
        href = _address("followup:periods", year) + f"&period={period.pk}"
        answers.append(Answer(words % counts, _("Se vem"), href, is_missing=total.handed_in < total.expected))
    if not answers:
        nothing = _("Ingen period har passerat sitt sista datum ännu.")
        answers.append(Answer(nothing, _("Årets perioder"), _address("followup:periods", year), is_missing=True))
    held = Dialogue.objects.filter(period__year=year, state=DialogueState.CONFIRMED).count()
    words = ngettext(
        "%(n)d dialog mellan två nivåer är bekräftad av båda.",
        "%(n)d dialoger mellan två nivåer är bekräftade av båda.",
        held,
    )
    href = _address("followup:process", year)
    return [*answers, Answer(words % {"n": held}, _("Siffror om processen"), href, is_missing=not held)]


def _judged(found: Stewardship) -> list[Answer]:
    href = _address("followup:stewardship", found.year, mark="#samlad")
    judged = sum(group.judged for group in found.groups)
    words = _("%(judged)d av %(all)d mål är bedömda.") % {"judged": judged, "all": found.goals}
    answers = [Answer(words, _("Läs bedömningarna"), href, is_missing=judged < found.goals or not found.goals)]
    if found.judgement is None:
        return [*answers, Answer(_("Den samlade bedömningen är inte skriven ännu."), _("Samlad bedömning"), href, True)]
    verdict = Verdict(found.judgement.verdict).label
    words = _("Samlad bedömning: utfallet är %(verdict)s med målen.") % {"verdict": verdict}
    return [*answers, Answer(words, _("Läs varför"), href)]


def _control(year: int) -> list[Answer]:
    found = deviations(structure(), year, min(last_period(year) or WHOLE_YEAR, WHOLE_YEAR))
    href = _address("budget:deviations", year)
    silent = sum(each.note is None for each in found.explained)
    words = _("%(n)d enheter har en prognos utanför fullmäktiges gräns. %(silent)d av dem är inte förklarade ännu.")
    counts = {"n": len(found.explained), "silent": silent}
    return [
        *_controls(year),
        Answer(words % counts, _("Se avvikelser och åtgärder"), href, bool(silent)),
        *_companies(year),
    ]


def _controls(year: int) -> list[Answer]:
    counts = control_counts(control_report(year))
    words = _(
        "%(decided)d av %(bodies)d nämnder har en beslutad internkontrollplan. %(carried_out)d av %(controls)d kontroller är "
        "gjorda. De visade %(deviations)d avvikelser, och %(open_measures)d åtgärder pågår."
    )
    missing = counts.decided < counts.bodies or counts.carried_out < counts.controls
    return [Answer(words % asdict(counts), _("Läs rapporten"), _address("followup:control_report", year), missing)]


def _companies(year: int) -> list[Answer]:
    reviews = decided_reviews(year)
    if not reviews:
        return []
    tested = sum(review is not None for _company, review in reviews)
    words = _("Kommunstyrelsen har prövat %(tested)d av %(all)d bolag för %(year)s.")
    href = _address("followup:control_plans", year, mark="#bolagen")
    counts = {"tested": tested, "all": len(reviews), "year": year}
    return [Answer(words % counts, _("Läs prövningarna"), href, is_missing=tested < len(reviews))]
