"""The sums of budget proposals written out: the base, and each measure that is chosen (issue 4, point 10). Öre; frames positive, lines in report sign."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from budget.models import ResultLine
from budget.proposals import WITHIN_FRAMES, YearSum
from budget.queries.derived.arithmetic import Derived, Term, Way, way_of_derived
from budget.queries.income import NET_RESULT, ORDER, SUBTOTALS
from budget.queries.origin import line_label
from budget.queries.proposals import BudgetRound, Offer, Reading
from budget.queries.structure import total
from sala_styr.organisation.models import Unit

KIND = "forslag"
FRAME, INCOME, BELOW, TARGET, SHARE = "ram", "inkomster", "under", "mal", "andel"
GROUPS = {
    INCOME: (ResultLine.TAX, ResultLine.GRANTS),
    BELOW: (ResultLine.FINANCIAL_REVENUE, ResultLine.FINANCIAL_COST, ResultLine.EXTRAORDINARY),
}
KEYS = (FRAME, *GROUPS, TARGET, SHARE, *ORDER)


@dataclass(frozen=True)
class ProposalAsked:
    """A figure of the round ``found``: of a proposal, or of the base alone. ``year``: of the plan. ``unit``: whose frame, None for all.

    ``change``: how much it differs from the base.
    """

    found: BudgetRound
    reading: Reading | None
    year: int
    key: str
    unit: Unit | None = None
    change: bool = False

    @property
    def sums(self) -> YearSum:
        years = self.found.base_sums if self.reading is None else self.reading.years
        return next(each for each in years if each.year == self.year)

    @property
    def base(self) -> YearSum:
        return next(each for each in self.found.base_sums if each.year == self.year)

    @property
    def chosen(self) -> tuple[Offer, ...]:
        return () if self.reading is None else self.reading.chosen

    def way(self, key: str, unit: int | None = None, *, of_base: bool = False, change: bool = False) -> Way:
        """The page of another figure of the same proposal and year."""
        proposal = None if of_base or self.reading is None else self.reading.proposal.pk
        return proposal_way(self.found.budget_year, key, self.year, proposal, unit, change=change)


def proposal_way(
    budget_year: int, key: str, year: int, proposal: int | None = None, unit: int | None = None, *, change: bool = False
) -> Way:
    """The page that writes a figure of a proposal out; without ``proposal`` of the base."""
    about: dict[str, str | int] = {
        "planar": year,
        "f": proposal or "",
        "enhet": unit or "",
        "mot": "bas" if change else "",
    }
    return way_of_derived(KIND, key, budget_year, **about)


def proposal_figure(asked: ProposalAsked) -> Derived:
    """The figure as arithmetic. No query: the round is read."""
    whose = _("basen") if asked.reading is None else asked.reading.proposal.name
    label = _("Ram, %(unit)s") % {"unit": asked.unit.name} if asked.unit else labels()[asked.key]
    title = f"{label}, {whose} {asked.year}"
    if asked.change and asked.key != SHARE:
        return _change(asked, _("%(title)s, mot basen") % {"title": title})
    if asked.key == FRAME:
        return _frame(asked, title)
    if asked.key == TARGET:
        return _target(asked, title)
    if asked.key == SHARE:
        return _share(asked, title)
    if asked.key in GROUPS or asked.key in SUBTOTALS or asked.key == ResultLine.COST:
        return _sum(asked, title)
    return _line(asked, title)


def labels() -> dict[str, str]:
    """What each figure is called."""
    own = {
        FRAME: _("Summa ramar"),
        INCOME: _("Skatter och generella bidrag"),
        BELOW: _("Finansiella och extraordinära poster"),
        TARGET: _("Resultatet mot målet"),
        SHARE: _("Resultat av skatter och bidrag"),
    }
    return own | {str(key): line_label(key) for key in ORDER}


def _value(asked: ProposalAsked, sums: YearSum) -> int | None:
    if asked.key == FRAME:
        return sums.frames.get(asked.unit.pk) if asked.unit else total(sums.frames.values())
    if asked.key in GROUPS:
        return total(sums.statement[line] for line in GROUPS[asked.key])
    return sums.to_target if asked.key == TARGET else sums.statement[asked.key]


def _change(asked: ProposalAsked, title: str) -> Derived:
    unit = asked.unit.pk if asked.unit else None
    now, base = _value(asked, asked.sums), _value(asked, asked.base)
    terms = [Term(_("Förslaget"), now, asked.way(asked.key, unit))]
    terms.append(Term(_("Basen"), -(base or 0), asked.way(asked.key, unit, of_base=True)))
    amount = None if now is None else now - (base or 0)
    return Derived(title, _("Förslaget − basen."), amount, terms)


def _frame(asked: ProposalAsked, title: str) -> Derived:
    sums = asked.sums
    if asked.unit is None:
        names = {unit.pk: unit.name for unit in asked.found.committees}
        rows = [Term(names.get(pk, ""), amount, asked.way(FRAME, pk)) for pk, amount in sums.frames.items()]
        return Derived(title, _("Summan av ramarna."), total(sums.frames.values()), rows)
    pk = asked.unit.pk
    terms = [_base(asked, asked.base.frames.get(pk))]
    terms += [_measure(offer, asked.year, -1) for offer in asked.chosen if offer.measure.unit_id == pk]
    said = _("Basen och de valda åtgärderna. Ramen är en positiv siffra: en begäran om pengar höjer den.")
    return Derived(title, said, sums.frames.get(pk), _known(terms))


def _line(asked: ProposalAsked, title: str) -> Derived:
    terms = [_base(asked, asked.base.statement[asked.key])]
    offers = [each for each in asked.chosen if each.measure.unit_id is None and each.measure.line == asked.key]
    terms += [_measure(offer, asked.year) for offer in offers]
    return Derived(title, _("Basen och de valda åtgärderna."), asked.sums.statement[asked.key], _known(terms))


def _sum(asked: ProposalAsked, title: str) -> Derived:
    statement = asked.sums.statement
    if asked.key == ResultLine.COST and asked.sums.frames:
        frames = Term(_("Summa ramar, som kostnad"), -sum(asked.sums.frames.values()), asked.way(FRAME))
        taken = [(line, statement[line]) for line in WITHIN_FRAMES]
        terms = [frames] + [
            Term(line_label(line), None if amount is None else -amount, asked.way(line)) for line, amount in taken
        ]
        said = _("Följer av ramarna: nettokostnaden är alltid lika med ramarnas summa.")
        return Derived(title, said, statement[asked.key], _known(terms))
    parts = GROUPS.get(asked.key) or (SUBTOTALS[asked.key][1] if asked.key in SUBTOTALS else ())
    terms = [Term(line_label(part), statement[part], asked.way(part)) for part in parts]
    return Derived(title, _("Summan av raderna."), _value(asked, asked.sums), _known(terms))


def _target(asked: ProposalAsked, title: str) -> Derived:
    sums, result = asked.sums, asked.sums.to_target
    needed = None if result is None or sums.result is None else result - sums.result
    words = _("Det resultat som målet begär: %(percent)s procent av skatter och generella bidrag")
    terms = [
        Term(line_label(NET_RESULT), sums.result, asked.way(NET_RESULT)),
        Term(words % {"percent": str(sums.target).replace(".", ",")}, needed, asked.way(INCOME)),
    ]
    return Derived(title, _("Resultatet − det som målet begär: + är över."), result, _known(terms))


def _share(asked: ProposalAsked, title: str) -> Derived:
    """Its value in words is not here: ``ratio_words`` says it."""
    sums = asked.sums
    result = Term(line_label(NET_RESULT), sums.result, asked.way(NET_RESULT))
    income = Term(labels()[INCOME], sums.income, asked.way(INCOME))
    said = _("Årets resultat delat med skatter och generella bidrag.")
    return Derived(title, said, sums.result, _known([result]), below=_known([income]))


def _base(asked: ProposalAsked, amount: int | None) -> Term:
    return Term(_("Basen"), amount, Way("budget:proposal_base", (), {"ar": asked.found.budget_year}))


def _measure(offer: Offer, year: int, sign: int = 1) -> Term:
    amount = offer.amounts.get(year)
    way = Way("budget:measure", (offer.measure.pk,))
    return Term(offer.measure.title, None if amount is None else sign * amount, way)


def _known(terms: list[Term]) -> list[Term]:
    return [term for term in terms if term.amount is not None]
