"""Which column is which: headings are recognised whatever their case, by the words that ledgers and people use."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _


class Column(StrEnum):
    """A column that the reading of actuals understands."""

    ACCOUNT = "konto"
    ACCOUNT_NAME = "kontonamn"
    PERIOD = "period"
    YEAR = "år"
    MONTH = "månad"
    AMOUNT = "belopp"
    UNIT = "ansvar"
    ACTIVITY = "verksamhet"
    PROJECT = "projekt"
    COUNTERPARTY = "motpart"
    TEXT = "text"


SYNONYMS: Mapping[Column, frozenset[str]] = {
    Column.ACCOUNT: frozenset({"konto", "kontonr", "kontonummer", "kontokod", "account"}),
    Column.ACCOUNT_NAME: frozenset(
        {"kontonamn", "konto namn", "kontobenämning", "kontotext", "benämning", "konto (t)"}
    ),
    Column.PERIOD: frozenset({"period", "redovisningsperiod", "bokföringsperiod", "årmånad", "år-månad", "år/månad"}),
    Column.YEAR: frozenset({"år", "redovisningsår", "räkenskapsår", "year"}),
    Column.MONTH: frozenset({"månad", "mån", "månadsnr", "month"}),
    Column.AMOUNT: frozenset({"belopp", "utfall", "utfall belopp", "summa", "netto", "amount"}),
    Column.UNIT: frozenset({"ansvar", "ansvarskod", "ansvarsnr", "enhet", "enhetskod", "kostnadsställe", "kst"}),
    Column.ACTIVITY: frozenset({"verksamhet", "verksamhetskod", "verksamhetsnr", "vht", "vsh"}),
    Column.PROJECT: frozenset({"projekt", "projektkod", "projektnr", "proj"}),
    Column.COUNTERPARTY: frozenset({"motpart", "motpartskod", "motpartsnr", "mpart"}),
    Column.TEXT: frozenset({"text", "verifikationstext", "beskrivning", "kommentar", "anteckning"}),
}
_BY_HEADING = {heading: column for column, headings in SYNONYMS.items() for heading in headings}


def recognise(
    headers: tuple[str, ...], named: Mapping[Column, str] = {}, only: bool = False
) -> tuple[dict[Column, int], list[str]]:
    """Where each known column stands, and what is wrong with the headings (Swedish sentences; empty when all is well). Unknown headings are left alone.

    ``named``: columns whose heading is known beforehand. Then no other heading stands for them. ``only``: no other column is read.
    """
    places: dict[Column, int] = {}
    errors = []
    own = {plain_heading(heading): column for column, heading in named.items()}
    ever = {} if only else _BY_HEADING
    by_heading = {heading: column for heading, column in ever.items() if column not in named} | own
    for index, heading in enumerate(headers):
        column = by_heading.get(plain_heading(heading))
        if column is None:
            continue
        if column in places:
            errors.append(
                _("Både ”%(first)s” och ”%(second)s” kan vara kolumnen %(column)s. Byt namn på den som inte ska läsas.")
                % {"first": headers[places[column]], "second": heading, "column": column.value}
            )
        else:
            places[column] = index
    gone = [heading for column, heading in named.items() if column not in places]
    errors += [
        _("Rubriken ”%(heading)s” finns inte i filen. Är rätt kolumner valda?") % {"heading": each} for each in gone
    ]
    errors.extend(_missing(places) if not gone else [])
    return places, errors


def plain_heading(heading: str) -> str:
    """As headings are compared: small letters, single blanks, without the signs that people put around them."""
    return " ".join(heading.lower().strip(" *:.").split())


def _missing(places: Mapping[Column, int]) -> list[str]:
    errors = [
        _("Kolumnen %(column)s saknas. Lägg till den, med rubriken ”%(column)s”.") % {"column": column.value}
        for column in (Column.ACCOUNT, Column.AMOUNT)
        if column not in places
    ]
    if Column.PERIOD not in places and not {Column.YEAR, Column.MONTH} <= places.keys():
        errors.append(_("Perioden saknas. Lägg till kolumnen ”period” (ÅÅÅÅMM) eller kolumnerna ”år” och ”månad”."))
    return errors
