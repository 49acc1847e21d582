"""What can be taken out and brought in again: one entry for each kind of file, in the order they are offered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goals.exchange.answer_kind import NEEDED as ANSWER_NEEDED
from goals.exchange.answer_kind import (
    answer_columns,
    answer_listing,
    answer_template,
    bring_in_answers,
    understand_answers,
)
from goals.exchange.assignment_kind import NEEDED as ASSIGNMENT_NEEDED
from goals.exchange.assignment_kind import (
    assignment_columns,
    assignment_template,
    bring_in_assignments,
    understand_assignments,
    year_assignments,
)
from goals.exchange.factor_kind import NEEDED as FACTOR_NEEDED
from goals.exchange.factor_kind import (
    bring_in_factors,
    factor_columns,
    factor_listing,
    factor_template,
    understand_factors,
)
from goals.exchange.law_kind import NEEDED as LAW_NEEDED
from goals.exchange.law_kind import bring_in_laws, law_columns, law_listing, law_template, understand_laws
from goals.exchange.plan_columns import NEEDED as PLAN_NEEDED
from goals.exchange.plan_columns import plan_columns, plan_template, whole_plan
from goals.exchange.plan_in import understand_plan
from goals.exchange.plan_write import bring_in_plan
from goals.exchange.reading import Columns
from goals.exchange.understood import Understood
from goals.exchange.value_kind import NEEDED as VALUE_NEEDED
from goals.exchange.value_kind import bring_in_values, understand_values, value_columns, value_template, year_values
from sala_styr.organisation.actor import Actor
from sala_styr.tables import Listing, Sheet, TableError
from sala_styr.tables.back import places


@dataclass(frozen=True)
class ExchangeKind:
    """``key`` is the kind's name in addresses; a file of the kind is known by the headings of ``needed``.

    The functions are given the actor, and the year or the file.
    """

    key: str
    label: str | Promise
    text: str | Promise
    columns: Callable[[], Columns]
    needed: Sequence[str]
    listing: Callable[[Actor, int], Listing]
    template: Callable[[Actor, int], Listing]
    understand: Callable[[Actor, Sheet], Understood]
    bring_in: Callable[[Actor, Sheet, str], Understood]


KINDS = (
    ExchangeKind(
        "planen",
        _("Planen"),
        _("Alla delar av planen: rubrik, ägare, ansvarig, år, dagar och vad de svarar på."),
        plan_columns,
        PLAN_NEEDED,
        whole_plan,
        plan_template,
        understand_plan,
        bring_in_plan,
    ),
    ExchangeKind(
        "indikatorvarden",
        _("Indikatorvärden"),
        _("Målvärden och utfall, en rad för varje indikator och period."),
        value_columns,
        VALUE_NEEDED,
        year_values,
        value_template,
        understand_values,
        bring_in_values,
    ),
    ExchangeKind(
        "uppdrag",
        _("Uppdrag"),
        _("Vad ett organ har beslutat att andra ska göra: rubrik, text, mottagare, beslut och dag för återrapport."),
        assignment_columns,
        ASSIGNMENT_NEEDED,
        year_assignments,
        assignment_template,
        understand_assignments,
        bring_in_assignments,
    ),
    ExchangeKind(
        "svar",
        _("Svar på uppdrag"),
        _("Mottagarnas läge, ansvarig och återrapport, en rad för varje mottagare."),
        answer_columns,
        ANSWER_NEEDED,
        answer_listing,
        answer_template,
        understand_answers,
        bring_in_answers,
    ),
    ExchangeKind(
        "kvalitetsfaktorer",
        _("Kvalitetsfaktorer"),
        _("Vad god kvalitet är i varje grunduppdrag."),
        factor_columns,
        FACTOR_NEEDED,
        factor_listing,
        factor_template,
        understand_factors,
        bring_in_factors,
    ),
    ExchangeKind(
        "lagrum",
        _("Lagrum"),
        _("Lagarna som ger varje grunduppdrag dess uppgift."),
        law_columns,
        LAW_NEEDED,
        law_listing,
        law_template,
        understand_laws,
        bring_in_laws,
    ),
)


def kind_of(key: str) -> ExchangeKind | None:
    """The kind with the key."""
    return next((kind for kind in KINDS if kind.key == key), None)


def kind_in(sheet: Sheet) -> ExchangeKind:
    """The kind of the file, told by its headings. Raises TableError when it is none of ours."""
    for kind in KINDS:
        columns = kind.columns()
        needed = [columns[name] for name in kind.needed]
        if len(places(sheet, needed)) == len(needed):
            return kind
    raise TableError(
        gettext("Vi känner inte igen tabellen. Hämta listan eller mallen här och behåll rubrikerna i den."),
        sheet.header_row,
    )
