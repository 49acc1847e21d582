"""The controls of a SIE file's movements: months against year totals, vouchers against results."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from budget.sie.findings import Finding, Severity
from budget.sie.model import SieFile
from budget.sie.reconcile import Mismatch, Reconciliation, Source, reconcile
from budget.sie.sums import MOST_NAMED, and_more, kronor


def movements_against_totals(sie: SieFile) -> Iterable[Finding]:
    """IB + Σ movements = UB for each balance account, Σ movements = RES for each result account."""
    found = reconcile(sie)
    if found.main is Source.YEAR:
        return
    if mismatches := _own_faults(sie, found):
        yield from mismatch_findings(sie, mismatches)
    if found.mismatches:
        return
    compared = sorted(found.chosen)
    result = sum(map(sie.is_result, compared))
    if sie.results.get(0) or sie.closing.get(0):
        yield Finding(
            Severity.OK,
            "movements",
            _("Rörelserna stämmer med årets summor på varje konto."),
            _("Resultatkonton (%(result)s): Σ rörelser = RES. Balanskonton (%(balance)s): IB + Σ rörelser = UB.")
            % {"result": result, "balance": len(compared) - result},
        )
    else:
        yield Finding(
            Severity.WARNING,
            "nothing_to_compare",
            _("Filen har inga årssummor (#UB, #RES), så rörelserna kan inte stämmas av mot dem."),
        )
    others = sorted(account for account, source in found.chosen.items() if source is not found.main)
    if others:
        yield Finding(
            Severity.WARNING,
            "mixed_readings",
            _("Några konton stämmer bara när deras rörelser läses på annat sätt än filens övriga."),
            ", ".join(others[:MOST_NAMED]),
        )


def _own_faults(sie: SieFile, found: Reconciliation) -> list[Mismatch]:
    """The mismatches that are faults in themselves.

    Where a voucher does not balance, balance accounts that are summed from vouchers cannot tie either: then it is enough to name the voucher.
    """
    if found.main is not Source.VOUCHERS or not sie.booked.wrong:
        return list(found.mismatches)
    return [mismatch for mismatch in found.mismatches if sie.is_result(mismatch.account)]


def mismatch_findings(sie: SieFile, mismatches: Sequence[Mismatch]) -> list[Finding]:
    """One error per account that cannot be explained, with both sums."""
    named = [_mismatch(sie, mismatch) for mismatch in mismatches[:MOST_NAMED]]
    return [*named, *and_more(len(mismatches), "movement_mismatch")]


def _mismatch(sie: SieFile, mismatch: Mismatch) -> Finding:
    names = {
        Source.TOTALS: _("rader utan objekt"),
        Source.ALL: _("alla rader"),
        Source.OBJECTS: _("rader med objekt"),
        Source.VOUCHERS: _("verifikationer"),
    }
    detail = ", ".join(f"{names[source]} {kronor(ore)}" for source, ore in mismatch.sums.items())
    if mismatch.expected is None:
        message = _("Konto %(account)s: det går inte att avgöra hur månadernas rader (#PSALDO) ska summeras.")
    elif sie.is_result(mismatch.account):
        message = _("Konto %(account)s: årets resultat (#RES) är %(expected)s men rörelserna summerar till %(found)s.")
    else:
        message = _("Konto %(account)s: UB − IB är %(expected)s men rörelserna summerar till %(found)s.")
    values = {
        "account": mismatch.account,
        "expected": kronor(mismatch.expected or 0),
        "found": kronor(next(iter(mismatch.sums.values()))),
    }
    return Finding(Severity.ERROR, "movement_mismatch", message % values, detail)


def vouchers_against_results(sie: SieFile) -> Iterable[Finding]:
    """In a type 4 export the vouchers are the whole year's, so on every result account they make #RES."""
    results = sie.results.get(0)
    if not results or not sie.booked.vouchers:
        return
    booked = {account: ore for account, ore in sie.booked.by_account().items() if sie.is_result(account)}
    sums = dict.fromkeys(results, 0) | booked
    wrong = [account for account, ore in sorted(sums.items()) if ore != results.get(account, 0)]
    for account in wrong[:MOST_NAMED]:
        yield Finding(
            Severity.ERROR,
            "vouchers_against_results",
            _("Konto %(account)s: verifikationerna summerar till %(vouchers)s men årets resultat (#RES) är %(result)s.")
            % {"account": account, "vouchers": kronor(sums[account]), "result": kronor(results.get(account, 0))},
        )
    yield from and_more(len(wrong), "vouchers_against_results")
    if not wrong:
        yield Finding(
            Severity.OK,
            "vouchers_against_results",
            _("Verifikationerna stämmer med årets resultat på varje resultatkonto."),
            _("Antal resultatkonton: %(count)s") % {"count": len(sums)},
        )
