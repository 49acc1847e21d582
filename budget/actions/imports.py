"""Bringing a file's actuals in, and taking them back: all of it or nothing, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from budget import rules
from budget.actions.locks import require_year_not_closed, year_lock
from budget.imports import Reading
from budget.models import Account, AccountBalance, Actual, ActualBatch, BatchState, Outlay
from budget.queries.imports import Preview, preview_of
from budget.queries.mapping import MOST_KEPT, chart_of, source_of
from budget.queries.structure import total
from budget.staging import Staged, staged
from sala_styr import history
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require

AT_A_TIME = 5_000
MOST_TOLD = 5


@dataclass(frozen=True)
class Outcome:
    """The batch, and whether it was made now: the same file a second time changes nothing."""

    batch: ActualBatch
    is_new: bool


class FiguresLost(Exception):
    """What lies in the database is not what the file said. A fault of ours; the transaction is rolled back."""


def import_actuals(
    actor: Actor, unit: Unit, reading: Reading, tell: Callable[[int], None] = lambda count: None
) -> Outcome:
    """Bring in the actuals of a file for ``unit`` and those of its units that the file names. A newer file for the same unit and year replaces the older.

    The figures are read and staged before anything is locked; ``tell`` hears how many there are meanwhile. Then all is checked and written in one transaction.
    Raises Refused, and RuleBroken when the file is refused, the year is closed or the figures would count twice. Then nothing is written.
    """
    require_importer(actor, unit)
    with staged(reading.figures, tell) as figures:
        return import_staged(actor, unit, reading, figures)


def import_staged(actor: Actor, unit: Unit, reading: Reading, figures: Staged) -> Outcome:
    """The same for figures that are staged already, by one who may (``require_importer``): what is left is to check and write, in one transaction."""
    require_importer(actor, unit)
    with recording(actor, _("Läste in %(file)s") % {"file": reading.filename}), year_lock(reading.year):
        found = preview_of(reading, figures, unit)
        if found.already is not None:
            return Outcome(found.already, False)
        if found.errors:
            raise RuleBroken(_told(found))
        for old in found.replaces:
            old.state = BatchState.REPLACED
            old.save(update_fields=["state"])
        batch = _write_batch(actor, found)
        _write_figures(found, figures, batch, _accounts(found))
    return Outcome(batch, True)


def withdraw_batch(actor: Actor, batch: ActualBatch, reason: str) -> ActualBatch:
    """Take a batch's figures out of every sum; they stay to be read. Raises Refused, or RuleBroken without reason, when it no longer counts, or in a closed
    year."""
    require_importer(actor, batch.unit)
    if not reason.strip():
        raise RuleBroken(_("Skriv varför inläsningen återtas. Det står sedan i historiken."), field="reason")
    with recording(actor, _("Återtog inläsningen: %(reason)s") % {"reason": reason.strip()}), year_lock(batch.year):
        require_year_not_closed(batch.year)
        now = ActualBatch.objects.select_for_update().get(pk=batch.pk)
        if now.state != BatchState.ACTIVE:
            raise RuleBroken(
                _("Inläsningen gäller inte längre: den är %(state)s.") % {"state": now.get_state_display()}
            )
        now.state = BatchState.WITHDRAWN
        now.save(update_fields=["state"])
    return now


def require_importer(actor: Actor, unit: Unit) -> None:
    """Raises Refused unless the person brings in the unit's files."""
    require(
        rules.may_import(actor, unit),
        _("Utfall läses in av en controller. Hör av dig dit med filen."),
    )


def _told(found: Preview) -> str:
    told = " ".join(finding.message for finding in found.errors[:MOST_TOLD])
    more = len(found.errors) - MOST_TOLD
    return told + (_(" … och %(n)s fel till.") % {"n": more} if more > 0 else "")


def _write_batch(actor: Actor, found: Preview) -> ActualBatch:
    reading = found.reading
    return ActualBatch.objects.create(
        unit=found.unit,
        year=reading.year,
        first_day=reading.first_day,
        last_day=reading.last_day,
        source=reading.source,
        sie_type=reading.sie_type,
        filename=reading.filename[-200:],
        sha256=reading.sha256,
        company=reading.company[:120],
        rows=found.count,
        opening_total=reading.opening_total,
        closing_total=reading.closing_total,
        result_total=reading.result_total,
        vouchers=reading.vouchers,
        last_period=reading.last_period,
        system=source_of(reading),
        unmapped=[list(each) for each in found.unmapped[:MOST_KEPT]],
        findings=[
            {
                "severity": each.severity.value,
                "code": each.code,
                "message": each.message,
                "detail": each.detail,
                "line": each.line,
            }
            for each in found.findings
        ],
        imported_by=actor.user,
    )


def _accounts(found: Preview) -> dict[str, int]:
    """The id of every account of the file by its number. Those the chart lacks are added, but are not used in a budget until a controller takes them in."""
    chart = chart_of(found.unit)
    missing = [
        Account(
            chart=chart,
            number=number,
            name=(name or _("Konto %(number)s") % {"number": number})[:120],
            in_use=False,
            from_file_only=True,
        )
        for number, name in found.new_accounts
    ]
    history.bulk_create(Account, missing)
    known = Account.objects.filter(chart=chart, number__in=found.reading.accounts)
    accounts = dict(known.values_list("number", "pk"))
    said = {number: found.codes.account_of(number) for number in found.reading.accounts}
    return accounts | {number: pk for number, pk in said.items() if pk is not None}


def _write_figures(found: Preview, figures: Staged, batch: ActualBatch, accounts: dict[str, int]) -> None:
    """The figures have no history rows of their own: the batch with its file's fingerprint is their audit."""
    reading = found.reading
    figures.insert(batch.pk, reading.year, accounts, found.targets)
    balances = [
        AccountBalance(batch=batch, unit=found.unit, year=reading.year, account_id=pk, opening=opening, closing=closing)
        for pk, (opening, closing) in _balances(reading, accounts).items()
    ]
    AccountBalance.objects.bulk_create(balances, batch_size=AT_A_TIME)
    _write_outlays(found, batch, accounts)
    stored = Actual.objects.filter(batch=batch).aggregate(sum=Sum("amount"), rows=Count("pk"))
    if (stored["sum"] or 0, stored["rows"]) != (reading.net, len(reading.figures)):
        raise FiguresLost(f"{stored} stored, {reading.net} öre in {len(reading.figures)} figures read")


def _write_outlays(found: Preview, batch: ActualBatch, accounts: dict[str, int]) -> None:
    """What is booked on projects' codes on fixed assets' accounts. A code that nobody knows is no project: it is said in the preview, and left out."""
    known = [(outlay, found.codes.target(outlay.coding)) for outlay in found.outlays]
    Outlay.objects.bulk_create(
        [
            Outlay(
                batch=batch,
                unit_id=target.unit_id,
                year=batch.year,
                period=outlay.period,
                account_id=accounts[outlay.account],
                project_id=target.project_id,
                amount=outlay.amount,
                row=outlay.row,
            )
            for outlay, target in known
            if target.project_id is not None
        ],
        batch_size=AT_A_TIME,
    )


def _balances(reading: Reading, accounts: dict[str, int]) -> dict[int, tuple[int | None, int | None]]:
    """Opening and closing balance of each account of ours: those of the file that are read as the same are added up. What none of them has is missing."""
    found: dict[int, tuple[int | None, int | None]] = {}
    for balance in reading.balances:
        opening, closing = found.get(accounts[balance.account], (None, None))
        found[accounts[balance.account]] = total([opening, balance.opening]), total([closing, balance.closing])
    return found
