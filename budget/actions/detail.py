"""The detail budget: its lines, and the lock that says that it equals the allocation (invariants 3 and 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from budget import rules
from budget.actions.locks import require_year_not_closed, year_lock
from budget.actions.settling import settle_shares
from budget.models import (
    MONTHS,
    Account,
    ActivityCode,
    Chart,
    Counterparty,
    Curve,
    CurveKind,
    DetailBudget,
    DetailLine,
    LineLink,
    Project,
)
from budget.queries.decided import red, written_out
from budget.queries.detail import DetailState
from budget.queries.lock_checks import lock_checks
from goals.models import PlanItem
from goals.queries import linkable_items
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount, format_kronor
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require, require_own_hand


@dataclass(frozen=True)
class LineDraft:
    """What a line is to say: twelve months in öre, report sign (revenue +, cost −); the year is their sum and is not given twice."""

    account: Account
    months: Sequence[int]
    link: str = LineLink.CORE_MISSION
    plan_item: PlanItem | None = None
    text: str = ""
    curve: str = CurveKind.MANUAL
    own_curve: Curve | None = None
    activity: ActivityCode | None = None
    project: Project | None = None
    counterparty: Counterparty | None = None


def add_line(actor: Actor, unit: Unit, year: int, draft: LineDraft) -> DetailLine:
    """Add a line to the unit's detail budget. Raises Refused, or RuleBroken when it is locked or the line does not fit."""
    require_manager(actor, unit)
    require_line(draft)
    require_shared(draft, None)
    _require_linkable(unit, year, draft)
    with recording(actor, _("Lade till raden")), year_lock(year):
        require_open(unit, year)
        return DetailLine.objects.create(unit=unit, year=year, **values_of(draft))


def change_line(actor: Actor, line: DetailLine, draft: LineDraft, version: int) -> DetailLine:
    """Change a line that the person read as ``version``. Raises Refused, RuleBroken, or EditConflict when somebody else has changed it since."""
    require_manager(actor, line.unit)
    require_line(draft)
    require_shared(draft, line)
    if draft.plan_item is None or draft.plan_item.pk != line.plan_item_id:
        _require_linkable(line.unit, line.year, draft)
    with recording(actor, _("Ändrade raden")), year_lock(line.year):
        require_open(line.unit, line.year)
        now = same_version(line, version)
        for name, value in values_of(draft).items():
            setattr(now, name, value)
        now.version += 1
        now.save()
        if LineLink.SHARED in (line.link, now.link):
            settle_shares([now])
    return now


def remove_line(actor: Actor, line: DetailLine, version: int) -> None:
    """Take a line away; its history stays. Raises Refused, RuleBroken when locked, EditConflict."""
    require_manager(actor, line.unit)
    with recording(actor, _("Tog bort raden")), year_lock(line.year):
        require_open(line.unit, line.year)
        same_version(line, version).delete()


def lock_detail(actor: Actor, unit: Unit, year: int) -> DetailBudget:
    """Lock the detail budget. Raises RuleBroken, with the arithmetic, unless it equals the allocation to the öre and its months their year (invariants 3
    and 4)."""
    require_own_hand(actor)
    require_manager(actor, unit)
    with recording(actor, _("Låste detaljbudgeten")), year_lock(year):
        require_year_not_closed(year)
        state, checks = lock_checks(unit, year)
        if not state.ties:
            raise RuleBroken(arithmetic(state))
        if stopping := red(checks):
            raise RuleBroken(" ".join(written_out(check) for check in stopping))
        budget, _created = DetailBudget.objects.get_or_create(unit=unit, year=year)
        if budget.locked_at is None:
            budget.locked_at = timezone.now()
            budget.save(update_fields=["locked_at"])
    return budget


def require_unlocker(actor: Actor, unit: Unit) -> None:
    """Raises Refused, with the words for who may open a locked detail budget: the page that asks why uses them too."""
    require(
        rules.may_unlock_detail(actor, unit),
        _("En låst detaljbudget öppnas av närmaste chef över %(unit)s eller av en controller.") % {"unit": unit.name},
    )


def unlock_detail(actor: Actor, unit: Unit, year: int, reason: str) -> DetailBudget:
    """Open a locked detail budget again. Raises Refused, or RuleBroken without a reason."""
    require_own_hand(actor)
    require_unlocker(actor, unit)
    if not reason.strip():
        raise RuleBroken(_("Skriv varför detaljbudgeten öppnas. Det står sedan i historiken."), field="reason")
    with recording(actor, _("Öppnade detaljbudgeten: %(reason)s") % {"reason": reason.strip()}), year_lock(year):
        require_year_not_closed(year)
        budget, _created = DetailBudget.objects.get_or_create(unit=unit, year=year)
        if budget.locked_at is not None:
            budget.locked_at = None
            budget.save(update_fields=["locked_at"])
    return budget


def reopen_for_new_frame(units: Iterable[Unit | None], year: int) -> None:
    """Open the locked detail budgets of units whose frame has just changed: they no longer equal it. Called by the ledger's actions, inside their lock."""
    ids = [unit.pk for unit in units if unit is not None]
    for budget in DetailBudget.objects.filter(unit_id__in=ids, year=year, locked_at__isnull=False):
        budget.locked_at = None
        budget.save(update_fields=["locked_at"])


def arithmetic(state: DetailState) -> str:
    """Why a detail budget cannot be locked yet, as a sum that one can follow. Kronor and öre."""
    kr = format_kronor
    words = (
        _("Det är %(left)s kr kvar att budgetera.") if state.left > 0 else _("Detaljbudgeten är %(left)s kr för stor.")
    )
    return (
        _(
            "Detaljbudgeten kan låsas när den är lika med tilldelningen. Tilldelat %(given)s kr − fördelat vidare %(passed)s kr"
        )
        + _(" − nettokostnad i detaljbudgeten %(net)s kr = %(rest)s kr. ")
        + words
    ) % {
        "given": kr(state.frame.current),
        "passed": kr(state.frame.allocated),
        "net": kr(state.budgeted),
        "rest": kr(state.left),
        "left": kr(abs(state.left)),
    }


def require_manager(actor: Actor, unit: Unit) -> None:
    """Raises Refused, with the words for who looks after the unit's detail budget."""
    require(
        rules.may_edit_detail(actor, unit),
        _("Detaljbudgeten för %(unit)s sköts av enhetens chef eller chefen över.") % {"unit": unit.name},
    )


def require_line(draft: LineDraft) -> None:
    """Raises RuleBroken, with its field, when a line does not fit a detail budget."""
    account = draft.account
    if not account.is_result or account.account_class == "8":
        raise RuleBroken(
            _("Konto %(account)s hör inte hemma i en detaljbudget. Använd ett konto i klass 3–7 eller 9.")
            % {"account": account},
            field="account",
        )
    if account.chart != Chart.KOMMUN_BAS:
        raise RuleBroken(_("Detaljbudgeten följer Kommun-Bas. Välj ett konto ur den kontoplanen."), field="account")
    if len(draft.months) != len(MONTHS):
        raise RuleBroken(_("En rad har tolv månader."), field="amount")
    if (draft.link == LineLink.PLAN_ITEM) != (draft.plan_item is not None):
        raise RuleBroken(_("Välj vilken del av planen raden hör till, eller grunduppdraget."), field="plan_item")


def require_shared(draft: LineDraft, line: DetailLine | None) -> None:
    """A line is divided on a page of its own; what is divided may stay so. Raises RuleBroken."""
    if draft.link == LineLink.SHARED and (line is None or line.link != LineLink.SHARED):
        raise RuleBroken(_("Spara raden först, och dela den sedan på radens sida."), field="plan_item")


def _require_linkable(unit: Unit, year: int, draft: LineDraft) -> None:
    """A unit's money goes to what it, one above it or one below it owns in the plan of that year. What a line points at already may stay."""
    item = draft.plan_item
    if item is not None and not linkable_items(unit, year).filter(pk=item.pk).exists():
        raise not_linkable(item, unit, year)


def not_linkable(item: PlanItem, unit: Unit, year: int) -> RuleBroken:
    """What is said where a unit's money is tied to a part of the plan that it does not work with."""
    return RuleBroken(
        _("”%(item)s” hör inte till %(unit)s i planen %(year)s. Välj en del av planen som enheten arbetar med.")
        % {"item": item.title, "unit": unit.name, "year": year},
        field="plan_item",
    )


def require_open(unit: Unit, year: int) -> None:
    """Raises RuleBroken when the year is closed or the detail budget locked. Two queries."""
    require_year_not_closed(year)
    if DetailBudget.objects.filter(unit=unit, year=year, locked_at__isnull=False).exists():
        raise RuleBroken(_("Detaljbudgeten är låst. Chefen över eller en controller kan öppna den."))


def same_version(line: DetailLine, version: int) -> DetailLine:
    """The line as it is stored, taken for writing. Raises EditConflict when somebody else has changed or removed it since it was read."""
    now = DetailLine.objects.select_for_update().filter(pk=line.pk).first()
    if now is None:
        raise EditConflict(_("Raden har tagits bort av någon annan medan du skrev."))
    if now.version != version:
        raise EditConflict(
            _(
                "Raden har ändrats av någon annan medan du skrev. Nu står det %(now)s kr på året. Läs om sidan och försök igen."
            )
            % {"now": format_amount(now.amount, Shown.KR, decimals=2)}
        )
    return now


def values_of(draft: LineDraft) -> dict[str, object]:
    """The draft as a line's fields."""
    return {
        "account": draft.account,
        "link": draft.link,
        "plan_item": draft.plan_item,
        "text": draft.text.strip(),
        "curve": draft.curve,
        "own_curve": draft.own_curve,
        "activity": draft.activity,
        "project": draft.project,
        "counterparty": draft.counterparty,
        "amount": sum(draft.months),
        **dict(zip(MONTHS, draft.months, strict=True)),
    }
