"""The year wheel one begins with: the law's days, and between them the custom of a municipality that works as Sala does (domain §2.2).

It is data: a controller changes, leaves out and adds. The law's days are those of kommunallagen (2017:725) and lagen (2018:597) om kommunal
bokföring och redovisning; "före utgången av" a month is written as the month's last day.
"""

from dataclasses import asdict, dataclass
from typing import Any

from followup.models import PeriodKind, WheelAbout, WheelStep, WheelTrack, WheelWork, WheelYears
from sala_styr.organisation.models import Role, UnitKind

_PLANNING, _FOLLOW_UP, _CLOSING, _CONTROL = WheelTrack.values
_COUNCIL, _BOARD, _COMMITTEE, _UNIT = UnitKind.COUNCIL, UnitKind.BOARD, UnitKind.COMMITTEE, UnitKind.UNIT
_LAST, _NEXT = WheelAbout.LAST, WheelAbout.NEXT


@dataclass(frozen=True)
class StandardStep:
    """A row of the standard, with the fields of ``WheelStep``."""

    key: str
    name: str
    track: str
    month: int
    day: int | None = None
    start_month: int | None = None
    owner_kind: str = ""
    role: str = ""
    law: str = ""
    text: str = ""
    work: str = ""
    about: int = WheelAbout.THIS
    years: str = WheelYears.ALL
    period_kind: str = ""
    on_working_day: bool = False
    is_asked: bool = True
    is_public: bool = False

    def row(self) -> WheelStep:
        """As a row, not yet stored."""
        values: dict[str, Any] = asdict(self)
        return WheelStep(**values)


STANDARD = (
    # Planering
    StandardStep(
        "conditions", "Planeringsförutsättningar för nästa års budget", _PLANNING, 3, start_month=2,
        owner_kind=_BOARD, role=Role.CHAIR, about=_NEXT, on_working_day=True,
        text="Omvärld, befolkning, skatteprognos och de finansiella målen: det som alla räknar med när de tänker på nästa år.",
    ),
    StandardStep(
        "preparation", "Budgetberedning: samtal med nämnderna", _PLANNING, 5, start_month=4,
        owner_kind=_BOARD, role=Role.CHAIR, about=_NEXT, on_working_day=True,
        text="Presidierna möts. Förhandling enligt MBL är klar innan kommunstyrelsen lägger sitt förslag.",
    ),
    StandardStep(
        "frames", "Strategisk plan, mål och ramar", _PLANNING, 6, start_month=5,
        owner_kind=_COUNCIL, role=Role.CHAIR, about=_NEXT, work=WheelWork.FRAMES, on_working_day=True, is_public=True,
        text="Kommunfullmäktige säger vad som ska uppnås och vilken ram varje nämnd får.",
    ),
    StandardStep(
        "preliminary_plans", "Nämnderna fördelar ramen preliminärt", _PLANNING, 9, start_month=8,
        owner_kind=_COMMITTEE, role=Role.CHAIR, about=_NEXT, work=WheelWork.ALLOCATIONS, on_working_day=True,
        text="Fokusområden och prioriteringar i utkast, och pengarna till dem.",
    ),
    StandardStep(
        "proposal", "Kommunstyrelsens budgetförslag", _PLANNING, 10, start_month=9,
        owner_kind=_BOARD, role=Role.CHAIR, about=_NEXT, work=WheelWork.BUDGET_PROPOSALS, law="KL 11:8", is_public=True,
        text="Före utgången av oktober. Finns särskilda skäl får förslaget komma i november, men skattesatsen föreslås "
        "ändå i oktober. Förslaget läggs ut på webbplatsen när sammanträdet kungörs (KL 8:14).",
    ),
    StandardStep(
        "budget", "Kommunfullmäktige fastställer budgeten", _PLANNING, 11, start_month=10,
        owner_kind=_COUNCIL, role=Role.CHAIR, about=_NEXT, work=WheelWork.BUDGET, law="KL 11:10", is_public=True,
        years=WheelYears.NOT_ELECTION, text="Budget och skattesats, före utgången av november.",
    ),
    StandardStep(
        "budget_election", "Nyvalda kommunfullmäktige fastställer budgeten", _PLANNING, 11, start_month=10,
        owner_kind=_COUNCIL, role=Role.CHAIR, about=_NEXT, work=WheelWork.BUDGET, law="KL 11:10", is_public=True,
        years=WheelYears.ELECTION, text="Budget och skattesats, före utgången av november. Ett valår är det de nyvalda som fastställer dem.",
    ),
    StandardStep(
        "budget_late", "Sista dag för budgeten, om november inte gick", _PLANNING, 12,
        owner_kind=_COUNCIL, role=Role.CHAIR, about=_NEXT, work=WheelWork.BUDGET, law="KL 11:11", is_asked=False,
        text="Skattesatsen fastställs ändå i november. Är budgeten redan fastställd är steget klart.",
    ),
    StandardStep(
        "plans", "Nämnderna beslutar verksamhetsplan och internbudget", _PLANNING, 12, 18, start_month=11,
        owner_kind=_COMMITTEE, role=Role.CHAIR, about=_NEXT, work=WheelWork.PLANS, on_working_day=True, is_public=True,
        text="Fokusområden, prioriteringar och hur ramen fördelas. Mål, inriktning, omfattning och kvalitet kan inte "
        "delegeras (KL 6:38).",
    ),
    StandardStep(
        "detail", "Detaljbudget, strategier och aktiviteter", _PLANNING, 1, 31, start_month=1,
        owner_kind=_UNIT, role=Role.MANAGER, work=WheelWork.DETAIL, on_working_day=True, is_asked=False,
        text="Varje krona får konto, månad och ändamål. Detaljbudgeten låses när den är lika med det enheten har fått.",
    ),
    # Uppföljning och dialog
    StandardStep(
        "tertial", "Tertialuppföljning", _FOLLOW_UP, 5, 15, start_month=4,
        owner_kind=_UNIT, role=Role.MANAGER, period_kind=PeriodKind.TERTIAL, work=WheelWork.ASSESSMENTS,
        on_working_day=True, is_asked=False, text="Hur går det med mål, grunduppdrag och ekonomi, och hur ser året ut att bli?",
    ),
    StandardStep(
        "spring_dialogues", "Dialoger efter tertialet", _FOLLOW_UP, 6, 12, start_month=5,
        period_kind=PeriodKind.TERTIAL, work=WheelWork.DIALOGUES, on_working_day=True, is_asked=False,
        text="Reflektion hellre än snabba slutsatser. Båda nivåerna bekräftar vad ni kom fram till.",
    ),
    StandardStep(
        "interim", "Delårsuppföljning per 31 augusti", _FOLLOW_UP, 9, 20, start_month=8,
        owner_kind=_UNIT, role=Role.MANAGER, period_kind=PeriodKind.INTERIM, work=WheelWork.ASSESSMENTS,
        on_working_day=True, is_asked=False, law="LKBR 13:1",
        text="Delårsperioden är minst hälften och högst två tredjedelar av året: den slutar tidigast 30 juni och senast 31 augusti.",
    ),
    StandardStep(
        "interim_dialogues", "Dialoger efter delåret", _FOLLOW_UP, 10, 15, start_month=9,
        period_kind=PeriodKind.INTERIM, work=WheelWork.DIALOGUES, on_working_day=True, is_asked=False,
        text="Det ni lär er nu hinner in i nästa års plan.",
    ),
    StandardStep(
        "interim_report", "Delårsrapport till fullmäktige och revisorerna", _FOLLOW_UP, 10, 31, start_month=9,
        owner_kind=_BOARD, role=Role.CHAIR, law="KL 11:16", is_public=True,
        text="Inom två månader efter delårsperiodens slut: senast 31 oktober när perioden slutar 31 augusti.",
    ),
    StandardStep(
        "forecast_spring", "Helårsprognos efter april", _FOLLOW_UP, 5, 15, start_month=5,
        owner_kind=_UNIT, role=Role.MANAGER, work=WheelWork.FORECASTS, on_working_day=True, is_asked=False,
        text="Var bedömer du att året slutar? Alla versioner sparas.",
    ),
    StandardStep(
        "improvements", "Det vi har lärt oss förs in i nästa års plan", _FOLLOW_UP, 11, 15, start_month=10,
        owner_kind=UnitKind.DEPARTMENT, role=Role.MANAGER, about=_NEXT, on_working_day=True,
        text="Gå igenom nästa steg och förbättringar från årets dialoger. Vilka blir aktiviteter nästa år?",
    ),
    # Bokslut
    StandardStep(
        "closing_work", "Bokslut: enheternas helårsuppföljning", _CLOSING, 1, 31, start_month=1,
        owner_kind=_UNIT, role=Role.MANAGER, period_kind=PeriodKind.FULL_YEAR, work=WheelWork.ASSESSMENTS, about=_LAST,
        on_working_day=True, is_asked=False, law="KL 11:18", text="Nämnderna redovisar till kommunstyrelsen, som bestämmer dagen.",
    ),
    StandardStep(
        "committee_reports", "Nämnderna behandlar sina verksamhetsberättelser", _CLOSING, 2, start_month=2,
        owner_kind=_COMMITTEE, role=Role.CHAIR, about=_LAST, on_working_day=True,
        text="Hur gick det med målen, grunduppdraget och pengarna? Nämndens egna ord till årsredovisningen.",
    ),
    StandardStep(
        "annual_report", "Årsredovisningen till fullmäktige och revisorerna", _CLOSING, 4, 15, start_month=2,
        owner_kind=_BOARD, role=Role.CHAIR, about=_LAST, work=WheelWork.ANNUAL_REPORT, law="KL 11:20", is_public=True,
        text="Lämnas över så snart det kan ske och senast den 15 april.",
    ),
    StandardStep(
        "annual_approval", "Kommunfullmäktige godkänner årsredovisningen", _CLOSING, 5, start_month=4,
        owner_kind=_COUNCIL, role=Role.CHAIR, about=_LAST, law="KL 11:21", is_public=True,
        text="Innan frågan om ansvarsfrihet avgörs. Årsredovisning och revisionsberättelser läggs ut på webbplatsen (KL 8:15–16 a).",
    ),
    StandardStep(
        "discharge", "Kommunfullmäktige beslutar om ansvarsfrihet", _CLOSING, 6, start_month=5,
        owner_kind=_COUNCIL, role=Role.CHAIR, about=_LAST, law="KL 5:24", is_public=True,
        text="Före utgången av juni, för varje nämnd och beredning, efter revisorernas berättelse.",
    ),
    # Kontroll
    StandardStep(
        "control_follow_up", "Internkontrollen följs upp", _CONTROL, 2, start_month=1,
        owner_kind=_COMMITTEE, role=Role.CHAIR, about=_LAST, law="KL 6:6", on_working_day=True,
        text="Vad visade årets kontroller, och vad görs åt det? Till nämnden och kommunstyrelsen.",
    ),
    StandardStep(
        "companies", "Kommunstyrelsen prövar varje bolag", _CONTROL, 3, start_month=2,
        owner_kind=_BOARD, role=Role.CHAIR, about=_LAST, work=WheelWork.COMPANY_REVIEWS, law="KL 6:9", is_public=True,
        is_asked=False,
        text="Har bolaget under året hållit sig till sitt kommunala ändamål och inom de kommunala befogenheterna? Ett beslut per "
        "aktiebolag, också de delägda.",
    ),
    StandardStep(
        "control_plan", "Nämnderna beslutar internkontrollplan", _CONTROL, 12, 18, start_month=10,
        owner_kind=_COMMITTEE, role=Role.CHAIR, about=_NEXT, work=WheelWork.CONTROL_PLANS, law="KL 6:6", on_working_day=True,
        is_asked=False,
        text="Efter en riskanalys. Den interna kontrollen ska vara tillräcklig för att förebygga fel och oegentligheter.",
    ),
    StandardStep(
        "audit_budget", "Förslag till revisorernas budget", _CONTROL, 10, start_month=9,
        owner_kind=_COUNCIL, role=Role.CHAIR, about=_NEXT, law="KL 11:8", is_asked=False,
        text="Kommunfullmäktiges presidium bereder det.",
    ),
)  # fmt: skip
