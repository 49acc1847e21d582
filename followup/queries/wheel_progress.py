"""How far the work behind a step of the year wheel has come: counted in the queries that the work's own pages ask, never weighed together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.models import BudgetDecision, BudgetEntry, BudgetProposal, EntryKind, Forecast, ProposalState
from budget.queries.detail import DetailState, units_with_detail
from budget.queries.structure import structure
from followup.models import Dialogue, DialogueState, InternalControlPlan, Period, WheelWork
from followup.queries.company_reviews import decided_reviews
from followup.queries.grid import reporting_grid
from followup.queries.sections import section_grid
from goals.models import ItemState, PlanItem
from sala_styr.decisions.models import Year, YearState
from sala_styr.documents.models import Report, ReportState
from sala_styr.kept.remembered import read_once
from sala_styr.organisation.models import Unit, UnitKind

WorkKey = tuple[str, int, int]
"""The work, the year it is about, and the period's id (0 for none)."""

COUNTED_BY_UNIT = frozenset(
    {"frames", "plans", "allocations", "detail", "assessments", "dialogues", "forecasts", "control_plans"}
)
"""Work that many do. Of other work a person may say that it was done elsewhere."""

BODY_KINDS = (UnitKind.BOARD, UnitKind.COMMITTEE)


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` (0: not known), in words, and where the work is done.

    ``units``: whose parts are counted; ``left``: those of them whose part remains. ``closed``: nothing more can be done, however far it came.
    """

    done: int = 0
    total: int = 0
    words: str = ""
    url: str = ""
    left: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    closed: bool = False

    @property
    def is_done(self) -> bool:
        return 0 < self.total <= self.done


NOTHING_KNOWN = Progress()


class Reader:
    """Reads what is asked for, each thing once. The queries are as many as the kinds of work that are asked for, whatever their size."""

    def __init__(self, keys: Iterable[WorkKey]) -> None:
        self._read = {key: _WAYS[key[0]](key[1], key[2]) for key in sorted(set(keys)) if key[0] in _WAYS}

    def read(self, key: WorkKey) -> Progress:
        """How far the work has come; NOTHING_KNOWN for a step without any."""
        return self._read.get(key, NOTHING_KNOWN)


def _bodies(year: int) -> frozenset[int]:
    """The boards and committees of ``year``. One query, the first time a page asks."""
    bodies = Unit.objects.in_year(year).filter(kind__in=BODY_KINDS).values_list("pk", flat=True)
    return read_once(f"bodies-{year}", lambda: frozenset(bodies))


def _with_detail(year: int) -> list[DetailState]:
    """The units that have something to budget. Four queries, the first time a page asks."""
    return read_once(f"units-with-detail-{year}", lambda: units_with_detail(structure(), year))


def _by_bodies(year: int, done: set[int], sentence: Callable[[int, int], str], url: str) -> Progress:
    bodies = _bodies(year)
    left = bodies - done
    have = len(bodies) - len(left)
    return Progress(have, len(bodies), sentence(have, len(bodies)), url, left, bodies)


def _proposals(year: int, _period: int) -> Progress:
    """The board's own proposal, handed in. Drafts are their authors' own and are not counted. One query."""
    own = BudgetProposal.objects.filter(budget_year=year, party="").exclude(state=ProposalState.DRAFT).count()
    words = _("förslaget till %(year)s är lämnat") if own else _("inget förslag till %(year)s är lämnat än")
    return Progress(min(own, 1), 1, words % {"year": year}, reverse("budget:proposals") + f"?ar={year}")


def _budget(year: int, _period: int) -> Progress:
    """One query."""
    decided = BudgetDecision.objects.filter(year=year, decision__isnull=False).exists()
    words = _("budgeten för %(year)s är beslutad") if decided else _("budgeten för %(year)s är inte beslutad än")
    return Progress(int(decided), 1, words % {"year": year}, reverse("budget:reconciliation") + f"?ar={year}")


def _frames(year: int, _period: int) -> Progress:
    """The committees that have been given a frame. Two queries."""
    entries = BudgetEntry.objects.filter(year=year, kind=EntryKind.FRAME, corrected_by__isnull=True)
    return _by_bodies(
        year,
        set(entries.values_list("target_id", flat=True)),
        lambda done, total: _("%(done)d av %(total)d nämnder har fått sin ram") % {"done": done, "total": total},
        reverse("budget:frames") + f"?ar={year}",
    )


def _allocations(year: int, _period: int) -> Progress:
    """The committees that have passed on something of their frame. Two queries."""
    entries = BudgetEntry.objects.filter(year=year, kind=EntryKind.ALLOCATION, corrected_by__isnull=True)
    return _by_bodies(
        year,
        set(entries.values_list("source_id", flat=True)),
        lambda done, total: _("%(done)d av %(total)d nämnder har fördelat sin ram") % {"done": done, "total": total},
        reverse("budget:frames") + f"?ar={year}",
    )


def _plans(year: int, _period: int) -> Progress:
    """The committees that have something decided for the year and nothing left in draft. Two queries."""
    of_bodies = PlanItem.objects.in_year(year).filter(owner__kind__in=BODY_KINDS, step__needs_decision=True)
    states: dict[int, set[str]] = {}
    for owner, state in of_bodies.order_by().values_list("owner_id", "state").distinct():
        states.setdefault(owner, set()).add(state)
    done = {owner for owner, found in states.items() if ItemState.DECIDED in found and ItemState.DRAFT not in found}
    return _by_bodies(
        year,
        done,
        lambda done, total: _("%(done)d av %(total)d nämnder har beslutat") % {"done": done, "total": total},
        reverse("goals:thread") + f"?ar={year}",
    )


def _detail(year: int, _period: int) -> Progress:
    """The units whose detail budget is locked. Four queries."""
    states = _with_detail(year)
    left = frozenset(state.unit.pk for state in states if not state.is_locked)
    done, total = len(states) - len(left), len(states)
    words = _("%(done)d av %(total)d detaljbudgetar är låsta") % {"done": done, "total": total}
    if not total:
        words = _("ingen enhet har fått pengar för %(year)s än") % {"year": year}
    return Progress(
        done,
        total,
        words,
        reverse("budget:details") + f"?ar={year}",
        left,
        frozenset(state.unit.pk for state in states),
    )


def _assessments(year: int, period_pk: int) -> Progress:
    """The units that have handed in all that the period asks for: its required sections, or without sections its assessments. Eleven queries at most."""
    period = Period.objects.filter(pk=period_pk).first()
    if period is None:
        return Progress(0, 0, _("ingen period är upplagd"), reverse("followup:periods") + f"?ar={year}")
    sections, asked = section_grid(period)
    if sections:
        units = {row.unit.pk: row.must_left for row in asked if row.must}
        url = reverse("followup:sections", args=[period.pk])
    else:
        units = {row.unit.pk: row.left for row in reporting_grid(period) if row.unit}
        url = f"{reverse('followup:periods')}?ar={period.year}&period={period.pk}"
    left = frozenset(pk for pk, count in units.items() if count)
    done, total = len(units) - len(left), len(units)
    words = _("%(done)d av %(total)d enheter har lämnat allt") % {"done": done, "total": total}
    return Progress(done, total, words, url, left, frozenset(units), closed=not period.is_open)


def _dialogues(year: int, period_pk: int) -> Progress:
    """The period's dialogues that both sides have confirmed. One query."""
    found = Dialogue.objects.filter(period_id=period_pk) if period_pk else Dialogue.objects.filter(period__year=year)
    states = list(found.order_by().values_list("state", flat=True))
    done, total = states.count(DialogueState.CONFIRMED), len(states)
    words = ngettext(
        "%(done)d av %(total)d dialog är bekräftad av båda",
        "%(done)d av %(total)d dialoger är bekräftade av båda",
        total,
    ) % {"done": done, "total": total}
    if not total:
        words = _("inga dialoger är planerade än")
    return Progress(done, total, words, reverse("followup:dialogues"))


def _forecasts(year: int, _period: int) -> Progress:
    """The units with a detail budget that have given a forecast of the year. Five queries."""
    units = {state.unit.pk for state in _with_detail(year)}
    given = set(Forecast.objects.filter(year=year).order_by().values_list("unit_id", flat=True).distinct())
    left = frozenset(units - given)
    done, total = len(units) - len(left), len(units)
    words = _("%(done)d av %(total)d enheter har gjort en prognos") % {"done": done, "total": total}
    return Progress(done, total, words, reverse("budget:follow_ups") + f"?ar={year}", left, frozenset(units))


def _annual_report(year: int, _period: int) -> Progress:
    """Is there a decided annual report? One query."""
    made = Report.objects.filter(kind="annual", year=year, state=ReportState.DONE)
    drafts = list(made.values_list("draft", flat=True))
    decided = False in drafts
    if decided:
        words = _("årsredovisningen för %(year)s är beslutad")
    elif drafts:
        words = _("årsredovisningen för %(year)s finns som utkast")
    else:
        words = _("årsredovisningen för %(year)s är inte gjord än")
    return Progress(int(decided), 1, words % {"year": year}, reverse("writing:reports"))


def _year_closed(year: int, _period: int) -> Progress:
    """Is the year closed? One query."""
    closed = Year.objects.filter(Q(year=year), state=YearState.CLOSED).exists()
    words = _("%(year)s är avslutat") if closed else _("%(year)s är inte avslutat än")
    return Progress(int(closed), 1, words % {"year": year}, reverse("goals:thread") + f"?ar={year}")


def _control_plans(year: int, _period: int) -> Progress:
    """The boards and committees with a decided plan for internal control. Two queries."""
    decided = InternalControlPlan.objects.decided().filter(year=year)
    return _by_bodies(
        year,
        set(decided.order_by().values_list("body_id", flat=True)),
        lambda done, total: _("%(done)d av %(total)d nämnder har beslutat sin plan") % {"done": done, "total": total},
        reverse("followup:control_plans") + f"?ar={year}",
    )


def _company_reviews(year: int, _period: int) -> Progress:
    """The companies that kommunstyrelsen has tested. Two queries."""
    reviews = decided_reviews(year)
    done, total = sum(review is not None for _company, review in reviews), len(reviews)
    words = _("%(done)d av %(total)d bolag är prövade") % {"done": done, "total": total}
    return Progress(done, total, words, f"{reverse('followup:control_plans')}?ar={year}#bolagen")


_WAYS: dict[str, Callable[[int, int], Progress]] = {
    WheelWork.BUDGET_PROPOSALS: _proposals,
    WheelWork.BUDGET: _budget,
    WheelWork.FRAMES: _frames,
    WheelWork.PLANS: _plans,
    WheelWork.ALLOCATIONS: _allocations,
    WheelWork.DETAIL: _detail,
    WheelWork.ASSESSMENTS: _assessments,
    WheelWork.DIALOGUES: _dialogues,
    WheelWork.FORECASTS: _forecasts,
    WheelWork.ANNUAL_REPORT: _annual_report,
    WheelWork.YEAR_CLOSED: _year_closed,
    WheelWork.CONTROL_PLANS: _control_plans,
    WheelWork.COMPANY_REVIEWS: _company_reviews,
}
