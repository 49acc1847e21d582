"""The controls of a SIE file, with the arithmetic written out (domain §10 no 12). An ERROR means: refuse the file, write nothing."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from budget.sie.check_movements import movements_against_totals, vouchers_against_results
from budget.sie.findings import Finding, Severity
from budget.sie.model import SieFile
from budget.sie.sums import MOST_NAMED, and_more, kronor, total


def check(sie: SieFile) -> list[Finding]:
    """Control the file against itself: balances, movements, results, vouchers, chart of accounts. Sums are in ledger sign (debit +)."""
    return [
        *sie.notes,
        *_about_the_file(sie),
        *_opening(sie),
        *_closing_and_result(sie),
        *movements_against_totals(sie),
        *_vouchers(sie),
        *vouchers_against_results(sie),
        *_undeclared(sie),
    ]


def _about_the_file(sie: SieFile) -> Iterable[Finding]:
    if sie.currency.strip().upper() not in ("", "SEK"):
        yield Finding(
            Severity.ERROR,
            "currency",
            _("Filens belopp är i %(currency)s. Bara svenska kronor (SEK) kan läsas in.") % {"currency": sie.currency},
        )
    if sie.already_read:
        yield Finding(
            Severity.WARNING, "already_read", _("Filen är märkt som redan inläst i något program (#FLAGGA 1).")
        )
    for account, ore in sie.results.get(0, {}).items():
        if ore and not sie.is_result(account):
            yield Finding(
                Severity.ERROR,
                "result_on_balance_account",
                _("Konto %(account)s har resultat (#RES) %(amount)s men är ett balanskonto. Rätta kontots typ (#KTYP).")
                % {"account": account, "amount": kronor(ore)},
            )


def _opening(sie: SieFile) -> Iterable[Finding]:
    if 0 not in sie.opening:
        return
    opening = total(sie.opening)
    detail = _("Σ IB = %(sum)s (antal konton: %(count)s)") % {"sum": kronor(opening), "count": len(sie.opening[0])}
    if opening:
        yield Finding(Severity.WARNING, "opening_not_zero", _("De ingående balanserna tar inte ut varandra."), detail)
    else:
        yield Finding(Severity.OK, "opening_zero", _("De ingående balanserna tar ut varandra."), detail)


def _closing_and_result(sie: SieFile) -> Iterable[Finding]:
    """Σ UB + Σ RES is 0; where Σ IB is not, it may differ by just that much, since the fault was there from the start (domain §5.2 point 3)."""
    if 0 not in sie.closing:
        if 0 in sie.results:
            yield Finding(
                Severity.WARNING,
                "no_closing_balances",
                _("Filen har inga utgående balanser (#UB), så resultatet kan inte stämmas av mot dem."),
            )
        return
    opening, closing, result = total(sie.opening), total(sie.closing), total(sie.results)
    detail = _("Σ UB %(closing)s + Σ RES %(result)s = %(sum)s") % {
        "closing": kronor(closing),
        "result": kronor(result),
        "sum": kronor(closing + result),
    }
    if closing + result == 0:
        yield Finding(Severity.OK, "closing_and_result", _("Utgående balanser och resultat tar ut varandra."), detail)
    elif closing + result == opening:
        yield Finding(
            Severity.WARNING,
            "closing_and_result",
            _(
                "Utgående balanser och resultat skiljer sig lika mycket som de ingående balanserna. Årets rörelser stämmer."
            ),
            detail + " = Σ IB",
        )
    else:
        yield Finding(
            Severity.ERROR,
            "closing_and_result",
            _(
                "Utgående balanser och resultat tar inte ut varandra. Exportera filen igen, eller fråga den som gjort den."
            ),
            detail,
        )


def _vouchers(sie: SieFile) -> Iterable[Finding]:
    booked = sie.booked
    for voucher in booked.unbalanced:
        yield Finding(
            Severity.ERROR,
            "voucher_unbalanced",
            _("Verifikation %(voucher)s på rad %(line)s balanserar inte: skillnaden är %(difference)s.")
            % {"voucher": voucher.label, "line": voucher.line, "difference": kronor(voucher.debit + voucher.credit)},
            _("Debet %(debit)s, kredit %(credit)s")
            % {"debit": kronor(voucher.debit), "credit": kronor(voucher.credit)},
            voucher.line,
        )
    yield from and_more(booked.wrong, "voucher_unbalanced")
    if booked.vouchers and not booked.wrong:
        yield Finding(
            Severity.OK,
            "vouchers",
            _("Alla verifikationer balanserar."),
            _("Antal verifikationer: %(count)s") % {"count": booked.vouchers},
        )


def _undeclared(sie: SieFile) -> Iterable[Finding]:
    used = {row.account for row in sie.period_balances}
    used.update(sie.booked.by_account())
    for amounts in (sie.opening, sie.closing, sie.results):
        used.update(account for by_account in amounts.values() for account in by_account)
    unknown = sorted(used - sie.accounts.keys())
    if unknown:
        named = ", ".join(unknown[:MOST_NAMED]) + (" …" if len(unknown) > MOST_NAMED else "")
        yield Finding(
            Severity.WARNING,
            "undeclared_accounts",
            _("Konton används utan att finnas i filens kontoplan (#KONTO). Antal: %(count)s.")
            % {"count": len(unknown)},
            named,
        )
