"""A row of each data set, as JSON, in CSV and in the OpenAPI description: one definition for all three. ``title`` is the heading in CSV."""

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Field, Schema

UNIT, KRONOR = "unit", "SEK"


def money(title: str, description: str) -> Any:
    """A field of kronor with öre, exact; in JSON a text with decimal point: ``"1250.50"``. ``description`` says the sign."""
    return Field(title=title, description=f"Kronor, exakt på öret. {description}", json_schema_extra={UNIT: KRONOR})


_ITEM = "Delens nummer. Det är detsamma även när orden ändras, och sidan /oppet/mal/NUMMER/ handlar om den."


class PlanRow(Schema):
    """En del av den beslutade planen: vision, mål eller nämndmål."""

    ar: int = Field(title="År", description="Året som planen gäller.")
    id: int = Field(title="Id", description=_ITEM)
    lydelse: int = Field(title="Lydelse", description="Lydelsens nummer. En ny lydelse av samma mål får ett nytt.")
    svarar_pa: int | None = Field(
        title="Svarar på", description="Id för den del ovanför som den hör till. Tomt överst."
    )
    niva: str = Field(title="Nivå", description="Vad delen kallas i kommunens styrmodell, till exempel fokusområde.")
    agare: str = Field(title="Ägare", description="Kommunfullmäktige eller nämnden som har beslutat.")
    rubrik: str = Field(title="Rubrik", description="Målet med de beslutade orden.")
    beskrivning: str = Field(title="Beskrivning", description="Mer om vad målet betyder. Kan vara tom.")
    beslut: str = Field(title="Beslut", description="Organ, datum och paragraf.")
    forsta_ar: int = Field(title="Första år", description="Det första året som lydelsen gäller.")
    sista_ar: int = Field(title="Sista år", description="Det sista året som lydelsen gäller.")


class StatusRow(Schema):
    """Hur det går för ett mål, i en publicerad uppföljning."""

    period_id: int = Field(title="Periodens id", description="Uppföljningens nummer.")
    period: str = Field(title="Period", description="Uppföljningens namn.")
    till_och_med: date = Field(title="Till och med", description="Den sista dagen som uppföljningen gäller.")
    mal_id: int = Field(title="Målets id", description=_ITEM)
    mal: str = Field(title="Mål", description="Målets rubrik.")
    bedomning: str = Field(title="Bedömning", description="Hur det går, i kommunens bedömningsskala.")
    utveckling: str = Field(title="Utveckling", description="Åt vilket håll det går. Tomt när ingen har sagt det.")
    varfor: str = Field(title="Varför", description="Nämndens egna ord om bedömningen. Kan vara tomt.")


class IndicatorValueRow(Schema):
    """Ett värde av en indikator, så långt som den senaste publicerade uppföljningen når."""

    indikator_id: int = Field(title="Indikatorns id", description="Indikatorns nummer.")
    indikator: str = Field(title="Indikator", description="Vad som mäts.")
    mal_id: int = Field(title="Målets id", description=_ITEM)
    enhet: str = Field(title="Enhet", description="Vad värdena är, till exempel procent.")
    riktning: str = Field(title="Riktning", description="Om ett högre eller ett lägre värde är bättre.")
    ar: int = Field(title="År", description="Året som värdet gäller.")
    till_och_med_manad: int = Field(title="Till och med månad", description="12 är hela året.")
    kon: str = Field(title="Kön", description="Alla, eller ett kön.")
    malvarde: Decimal | None = Field(title="Målvärde", description="Vad kommunen vill nå. Tomt när inget är satt.")
    utfall: Decimal | None = Field(title="Utfall", description="Vad det blev. Tomt när det saknas; det är aldrig 0.")
    kalla: str = Field(title="Källa", description="Varifrån värdet kommer.")


class FrameRow(Schema):
    """Vad kommunfullmäktige har gett en nämnd eller en gemensam post för året."""

    ar: int = Field(title="År", description="Budgetåret.")
    enhet_id: int = Field(title="Enhetens id", description="Nämndens eller postens nummer.")
    enhet: str = Field(title="Enhet", description="Nämnden eller den gemensamma posten.")
    grupp: str = Field(title="Grupp", description="Nämnder, gemensamma poster eller potter.")
    ursprunglig_budget: Decimal = money("Ursprunglig budget", "Som budgeten beslutades. + är pengar till nämnden.")
    aktuell_budget: Decimal = money("Aktuell budget", "Med det som har beslutats senare. + är pengar till nämnden.")
    beslut: str = Field(title="Beslut", description="Organ, datum och paragraf för budgeten.")


class ResultBudgetRow(Schema):
    """En rad i kommunens beslutade resultatbudget."""

    ar: int = Field(title="År", description="Budgetåret.")
    rad_id: str = Field(title="Radens id", description="Radens namn i data. Det ändras inte.")
    rad: str = Field(title="Rad", description="Radens namn i resultatbudgeten.")
    summa: bool = Field(title="Summa", description="Ja om raden är en summa av dem ovanför.")
    belopp: Decimal | None = money("Belopp", "+ är intäkt, − är kostnad. Tomt om inget är beslutat.")
    beslut: str = Field(title="Beslut", description="Organ, datum och paragraf för budgeten.")


class OutcomeRow(Schema):
    """Driftredovisningen för en nämnd, ett år vars årsredovisning är beslutad och publicerad."""

    ar: int = Field(title="År", description="Räkenskapsåret, med alla månader.")
    enhet_id: int | None = Field(title="Enhetens id", description="Nämndens nummer. Tomt för det som ingen nämnd har.")
    enhet: str = Field(title="Enhet", description="Nämnden, eller det som ingen nämnd har.")
    intakter: Decimal | None = money("Intäkter", "+ är intäkt.")
    kostnader: Decimal | None = money("Kostnader", "− är kostnad.")
    netto: Decimal | None = money("Netto", "Intäkter och kostnader tillsammans. − är kostnad.")
    aktuell_budget: Decimal | None = money("Aktuell budget", "Netto. − är kostnad.")
    avvikelse: Decimal | None = money("Avvikelse", "Netto minus aktuell budget. + är överskott, − är underskott.")


class ReportRow(Schema):
    """En beslutad och publicerad rapport. Kontrollsummorna är SHA-256 av filerna som hämtas på rapportens sida."""

    id: int = Field(title="Id", description="Rapportens nummer.")
    rapport: str = Field(title="Rapport", description="Rapportens namn.")
    slag: str = Field(title="Slag", description="Vad för slags rapport det är, till exempel annual för årsredovisning.")
    ar: int = Field(title="År", description="Året som rapporten gäller.")
    beslut: str = Field(title="Beslut", description="Organ, datum och paragraf.")
    sidor: int | None = Field(title="Sidor", description="Antal sidor i PDF-filen.")
    sida: str = Field(title="Sida", description="Adressen där rapporten läses och hämtas.")
    pdf_sha256: str = Field(title="PDF, SHA-256", description="PDF-filens kontrollsumma.")
    pdf_byte: int | None = Field(title="PDF, byte", description="PDF-filens storlek.")
    word_sha256: str = Field(title="Word, SHA-256", description="Wordfilens kontrollsumma. Tom om filen saknas.")
    excel_sha256: str = Field(title="Excel, SHA-256", description="Excelfilens kontrollsumma. Tom om filen saknas.")
