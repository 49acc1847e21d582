"""The report templates that the product comes with: what each report contains (domain §8), who writes what, what is shown live.

They are data from the moment they are taken in: a municipality changes them in the pages for it, and these stay as they were delivered.
"""

from django.utils.translation import gettext as _

from sala_styr.organisation.models import UnitKind
from sala_styr.writing.actions.templates import SectionPlan, TemplatePlan
from sala_styr.writing.models import OwnerRole, TemplateKind
from sala_styr.writing.standard import offer_templates

COMMITTEES = (UnitKind.BOARD, UnitKind.COMMITTEE)
CONTROLLER = OwnerRole.CONTROLLER


def _live(heading: str, *blocks: str, inner: tuple[SectionPlan, ...] = ()) -> SectionPlan:
    """A section that nobody writes."""
    return SectionPlan(heading, blocks=blocks, has_text=False, inner=inner)


def _text(heading: str, instruction: str, *blocks: str, **more: object) -> SectionPlan:
    return SectionPlan(heading, instruction, blocks, **more)  # type: ignore[arg-type]


def templates() -> list[TemplatePlan]:
    """Every delivered template; the units' before those that gather them."""
    return [_unit_plan(), _unit_report(), _plan(), _period(), _interim(), _annual()]


def _unit_plan() -> TemplatePlan:
    """Nämndens verksamhetsplan (domain §8.2)."""
    return TemplatePlan(
        "verksamhetsplan",
        _("Verksamhetsplan"),
        TemplateKind.UNIT_PLAN,
        _("Vad nämnden vill, med vilka pengar, och hur det följs upp."),
        COMMITTEES,
        UnitKind.COMMITTEE,
        sections=(
            _text(
                _("Uppdrag och ansvar"), _("Vad har vi fått i uppdrag, av lagen och av fullmäktige?"), "goals.missions"
            ),
            _text(_("Nuläge och omvärld"), _("Vad har ändrats runt oss, och vad betyder det för dem vi är till för?")),
            _text(_("Fokusområden och mål"), _("Vad är viktigast nästa år, och varför just det?"), "goals.indicators"),
            _text(
                _("Ekonomi"),
                _("Hur räcker ramen, och vad har vi valt bort?"),
                "budget.unit",
                "budget.unit_detail",
                "budget.unit_investments",
            ),
            _text(
                _("Risker och intern kontroll"),
                _("Vad kan gå fel, och hur märker vi det i tid?"),
                "followup.control",
            ),
            _text(_("Så följer vi upp"), _("När och hur pratar vi om hur det går?"), required=False),
        ),
    )


def _unit_report() -> TemplatePlan:
    """Nämndens verksamhetsberättelse (domain §8.5, the six headings)."""
    return TemplatePlan(
        "verksamhetsberattelse",
        _("Verksamhetsberättelse"),
        TemplateKind.UNIT_REPORT,
        _("Nämndens år: vad som hände, hur det gick med målen och pengarna, och vad som väntar."),
        COMMITTEES,
        UnitKind.COMMITTEE,
        sections=(
            _text(_("Uppdrag"), _("Vad gör vi, för vilka? Några meningar räcker.")),
            _text(
                _("Händelser av väsentlig betydelse"), _("Ungefär fem händelser som någon utanför behöver känna till.")
            ),
            _text(
                _("Verksamheten under året"),
                _("Hur gick grunduppdraget, också hos dem som utför det åt oss?"),
                "followup.missions",
            ),
            _text(
                _("Måluppfyllelse"),
                _("Vad nådde vi, vad nådde vi inte, och vad lärde vi oss?"),
                "followup.attainment",
                "goals.charts",
            ),
            _text(
                _("Ekonomi"),
                _("Varför blev det som det blev, i drift och investeringar?"),
                "budget.unit",
                "budget.unit_investments",
            ),
            _text(_("Framtid"), _("Vad behöver nästa år veta om det här året?")),
        ),
    )


def _plan() -> TemplatePlan:
    """Strategisk plan och budget (domain §8.1)."""
    return TemplatePlan(
        "plan-och-budget",
        _("Strategisk plan och budget"),
        TemplateKind.PLAN,
        _("Kommunens riktning, mål och ramar för budgetåret och planåren."),
        decided_by=UnitKind.COUNCIL,
        sections=(
            _text(_("Förord"), _("Vad vill vi med de kommande åren? Högst en sida."), owner_role=CONTROLLER),
            _live(_("Kommunens styrmodell"), "followup.chain"),
            _live(_("Vision och målområden"), "goals.vision"),
            _text(
                _("Omvärld och planeringsförutsättningar"),
                _("Befolkning, skatteunderlag, priser och det vi antar om dem. Skriv varifrån uppgifterna kommer."),
            ),
            _live(_("Mål"), "goals.goals", "goals.indicators"),
            _live(_("Uppdrag"), "goals.assignments"),
            _text(_("Skattesats"), _("Skattesatsen för budgetåret, och vad ett öre betyder i kronor.")),
            _text(
                _("Ramar per nämnd"),
                _("Varför ramarna ändras från förra året."),
                "budget.frames",
                "budget.frame_changes",
            ),
            _live(
                _("Resultatbudget och balans"),
                inner=(
                    _live(_("Resultatbudget"), "budget.income"),
                    _live(_("Balansbudget"), "budget.balance"),
                    _live(_("Kassaflöde"), "budget.cash"),
                ),
            ),
            _live(_("Investeringsplan"), "budget.investments"),
            _text(
                _("De kommunala bolagen"),
                _("Bolagens uppdrag och ekonomi i korthet (KL 11:6 a)."),
                "followup.group",
                "budget.companies",
            ),
            _text(_("Låneram, borgen och exploatering"), _("Hur mycket får kommunen låna och gå i borgen för?")),
            _live(_("Balanskrav och resultatreserv"), "budget.requirement"),
            _text(_("Förslag till beslut"), _("En att-sats i taget, som fullmäktige ska besluta dem.")),
            _text(_("Ord och begrepp"), _("Ord som en ny läsare kan behöva få förklarade."), required=False),
        ),
    )


def _period() -> TemplatePlan:
    """Månads- eller tertialrapport (domain §8.3)."""
    return TemplatePlan(
        "tertialrapport",
        _("Tertialrapport"),
        TemplateKind.PERIOD,
        _("Läget hittills: pengarna per nämnd, avvikelserna och vad som görs åt dem."),
        decided_by=UnitKind.BOARD,
        ends_year=False,
        sections=(
            _text(_("Sammanfattning"), _("Fem rader som den som bara läser dem har nytta av.")),
            _text(
                _("Ekonomin per nämnd"),
                _("Varför avviker det, och vad görs? Skriv bara om de större avvikelserna."),
                "budget.forecasts",
            ),
            _live(_("Investeringar"), "budget.investments"),
            _live(_("Målen så här långt"), "followup.attainment"),
            _text(_("Personal"), _("Sjukfrånvaro och bemanning, om något sticker ut."), required=False),
        ),
    )


def _interim() -> TemplatePlan:
    """Delårsrapport (LKBR 13 kap., RKR R17; domain §8.4)."""
    return TemplatePlan(
        "delarsrapport",
        _("Delårsrapport"),
        TemplateKind.INTERIM,
        _("Årets första åtta månader och en prognos för hela året, för fullmäktige och revisorerna."),
        decided_by=UnitKind.COUNCIL,
        ends_year=False,
        sections=(
            SectionPlan(
                _("Förenklad förvaltningsberättelse"),
                has_text=False,
                inner=(
                    _text(
                        _("Händelser av väsentlig betydelse"),
                        _("Det som en läsare behöver veta för att förstå siffrorna."),
                    ),
                    _text(
                        _("Resultat och ekonomisk ställning"),
                        _("Perioden och prognosen för hela året: vad förklarar skillnaden mot budgeten?"),
                        "budget.operating",
                    ),
                    _text(
                        _("God ekonomisk hushållning"),
                        _("Hur ser det ut att gå med målen för hela året?"),
                        "followup.judgement",
                        "followup.attainment",
                    ),
                    _text(_("Balanskrav"), _("Väntas balanskravet klaras på prognosen?"), "budget.requirement"),
                    _text(_("Personal"), _("Antal anställda och sjukfrånvaro i korthet.")),
                ),
            ),
            _live(_("Resultaträkning"), "budget.income"),
            _live(_("Balansräkning"), "budget.balance"),
            _live(_("Investeringsredovisning"), "budget.investments"),
            _text(
                _("Redovisningsprinciper"),
                _("Samma principer som i senaste årsredovisningen, eller vad som är ändrat."),
            ),
            _live(_("Den kommunala koncernen"), "followup.group", "budget.companies"),
        ),
    )


def _annual() -> TemplatePlan:
    """Årsredovisning: förvaltningsberättelsen in the order of RKR R15, then the statements of LKBR 4 kap. (domain §8.5)."""
    return TemplatePlan(
        "arsredovisning",
        _("Årsredovisning"),
        TemplateKind.ANNUAL,
        _("Förvaltningsberättelse och räkenskaper för hela året."),
        decided_by=UnitKind.COUNCIL,
        sections=(
            _text(_("Förord"), _("Året med egna ord, högst en sida."), owner_role=CONTROLLER),
            _text(_("Kommunen i korthet"), _("Det viktigaste om kommunen på en sida, för den som inte känner den.")),
            _text(_("Så styrs kommunen"), _("Styrmodellen i några meningar."), "goals.vision", "followup.chain"),
            _live(_("Förvaltningsberättelse"), inner=_administration()),
            _live(_("Drift- och investeringsredovisning"), inner=_operations()),
            _live(
                _("Räkenskaper"),
                inner=(
                    _live(_("Resultaträkning"), "budget.income_noted"),
                    _live(_("Balansräkning"), "budget.balance_noted"),
                    _live(_("Kassaflödesanalys"), "budget.cash"),
                ),
            ),
            _live(
                _("Noter"),
                inner=(
                    _text(_("Redovisningsprinciper"), _("Vilka regler räkenskaperna följer, och var de avviker.")),
                    _text(
                        _("Pensioner, borgen och andra åtaganden"),
                        _(
                            "Pensionsåtagandet, vem kommunen har gått i borgen för, leasing, och vad revisionen har kostat."
                        ),
                    ),
                    _live(_("Underlag"), "budget.sources"),
                    _live(_("Noter till resultaträkningen och balansräkningen"), "budget.notes"),
                ),
            ),
            _text(
                _("Sammanställda räkenskaper"),
                _("Vilka som ingår, och hur det gick för koncernen."),
                "budget.group",
            ),
            SectionPlan(_("Nämndernas verksamhetsberättelser"), has_text=False, gathers="verksamhetsberattelse"),
            _text(
                _("Bolagens verksamhet"),
                _("Varje bolags år i några meningar."),
                "budget.companies",
                "followup.company_goals",
                "budget.company_balances",
            ),
            _text(_("Revisionsberättelse"), _("Revisorernas ord, när de har kommit."), required=False),
            _text(_("Ord och begrepp"), _("Ord som en ny läsare kan behöva få förklarade."), required=False),
        ),
    )


def _operations() -> tuple[SectionPlan, ...]:
    return (
        _text(
            _("Driftredovisning"),
            _("Hur driftbudgeten är uppbyggd, och de största avvikelserna (LKBR 10 kap.)."),
            "budget.operating",
            "budget.bridge",
        ),
        _text(
            _("Investeringsredovisning"),
            _("Hur investeringsbudgeten är uppbyggd, och vad som hände i de största projekten."),
            "budget.investments",
        ),
    )


def _administration() -> tuple[SectionPlan, ...]:
    return (
        _text(
            _("Översikt över verksamhetens utveckling"),
            _("Vad säger fem år i rad om vart kommunen är på väg?"),
            "budget.position",
            "followup.years",
        ),
        _text(
            _("Den kommunala koncernen"), _("Vilka nämnder, bolag och utförare kommunen består av."), "followup.group"
        ),
        _text(
            _("Viktiga förhållanden för resultat och ekonomisk ställning"),
            _("Omvärld, skatteunderlag, risker (risk, följd, vad vi gör) och pensioner."),
        ),
        _text(_("Händelser av väsentlig betydelse"), _("Under året och efter dess slut.")),
        _text(
            _("Styrning och uppföljning av den kommunala verksamheten"),
            _("Hur styrmodellen har använts, uppsikten över bolagen och den interna kontrollen."),
            "followup.reporting",
            "goals.assignments",
            "followup.control",
            "followup.companies",
            "followup.dialogues",
        ),
        _text(
            _("God ekonomisk hushållning och ekonomisk ställning"),
            _("Resultat, kapacitet, risk och kontroll: vad bär bedömningen?"),
            "followup.judgement",
            "followup.stewardship",
            "budget.ratios",
            "followup.council",
            "goals.charts",
        ),
        _text(_("Balanskravsresultat"), _("Vad ligger bakom justeringarna?"), "budget.requirement", required=False),
        _text(
            _("Väsentliga personalförhållanden"),
            _("Antal anställda, och sjukfrånvaro efter kön och ålder som lagen kräver (LKBR 11:9)."),
        ),
        _text(_("Förväntad utveckling"), _("Vad väntar, och vad betyder det för kommunen?")),
    )


offer_templates(templates)
