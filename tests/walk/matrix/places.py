"""What stands in the places of the addresses: for each, the model whose objects are named there, or the words that may be.

The longest beginning of the address that is listed decides. A place that nothing here knows fails the test by its name.
"""

from django.apps import apps
from django.db import models

# A beginning of an address, up to and with the place: the model that is named there.
OBJECTS = {
    "organisation/<int:pk>": "organisation.Unit",
    "organisation/personer/<int:pk>": "organisation.User",
    "organisation/ersattare/<int:pk>": "organisation.StandIn",
    "organisation/uppdrag/<int:pk>": "organisation.Appointment",
    "inloggning/andra-steget/nycklar/<int:pk>": "mfa.Authenticator",
    "inloggning/grupper/<int:pk>": "access.GroupMapping",
    "inloggning/personer/<int:pk>": "organisation.User",
    "hjalp/<int:pk>": "helping.HelpConsent",
    "beslut/<int:pk>": "decisions.Decision",
    "personuppgifter/<int:pk>": "organisation.User",
    "historik/<str:label>/<int:pk>": "goals.PlanItem",
    "rapporter/<int:pk>": "documents.Report",
    "rapporter/skriv/<int:pk>": "writing.WrittenReport",
    "rapporter/skriv/avsnitt/<int:pk>": "writing.ReportSection",
    "rapporter/skriv/<int:pk>/avsnitt/<int:section>": "writing.ReportSection",
    "rapporter/skriv/kommentar/<int:pk>": "writing.SectionComment",
    "rapporter/mallar/<int:pk>": "writing.ReportTemplate",
    "rapporter/mallar/avsnitt/<int:pk>": "writing.TemplateSection",
    "paminnelser/borta/<int:pk>": "mail.Absence",
    "paminnelser/utskick/<int:pk>": "mail.Message",
    "mal/<int:pk>": "goals.PlanItem",
    "mal/<int:pk>/beror-inte/<int:unit>": "organisation.Unit",
    "mal/gren/<int:pk>": "goals.PlanItem",
    "mal/besluta/<int:unit>": "organisation.Unit",
    "mal/beror-inte/<int:pk>": "goals.NotConcerned",
    "mal/koppling/<int:pk>": "goals.ParentLink",
    "mal/delsteg/<int:pk>": "goals.SubStep",
    "mal/agenda-2030/koppling/<int:pk>": "goals.AgendaLink",
    "mal/agenda-2030/<slug:kind>/<int:pk>": "goals.PlanItem",
    "mal/andringar/<int:pk>": "goals.Amendment",
    "mal/andringar/<int:pk>/<int:change>": "goals.AmendmentChange",
    "mal/andringar/<int:pk>/nytt/<int:step>": "goals.Level",
    "mal/andringar/<int:pk>/nytt/<int:step>/<int:above>": "goals.PlanItem",
    "mal/uppdrag/<int:pk>": "goals.Assignment",
    "mal/uppdrag/svar/<int:pk>": "goals.AssignmentReceiver",
    "mal/grunduppdrag/<int:unit>": "organisation.Unit",
    "mal/grunduppdrag/kvalitet/<int:pk>": "goals.QualityFactor",
    "mal/indikatorer/<int:pk>": "goals.Indicator",
    "mal/indikatorer/varde/<int:pk>": "goals.IndicatorValue",
    "mal/indikator/<int:pk>": "goals.Indicator",
    "mal/kolada/<int:pk>": "goals.KoladaFetch",
    "mal/styrmodell/<int:pk>": "goals.SteeringModel",
    "mal/styrmodell/niva/<int:pk>": "goals.Level",
    "mal/styrmodell/indelning/<int:pk>": "goals.Grouping",
    "mal/styrmodell/omrade/<int:pk>": "goals.Area",
    "mal/styrmodell/skalsteg/<int:pk>": "goals.ScaleValue",
    "ekonomi/enhet/<int:pk>": "organisation.Unit",
    "ekonomi/ramar/<int:pk>": "organisation.Unit",
    "ekonomi/ramar/potter/<int:pk>": "organisation.Unit",
    "ekonomi/ramar/post/<int:pk>": "budget.BudgetEntry",
    "ekonomi/bolag/<int:pk>": "organisation.Unit",
    "ekonomi/forslag/<int:pk>": "budget.BudgetProposal",
    "ekonomi/forslag/atgarder/<int:pk>": "budget.Measure",
    "ekonomi/detaljbudget/<int:pk>": "organisation.Unit",
    "ekonomi/detaljbudget/rad/<int:pk>": "budget.DetailLine",
    "ekonomi/detaljbudget/kronor/<int:pk>": "goals.PlanItem",
    "ekonomi/fil/<int:pk>": "organisation.Unit",
    "ekonomi/kodplan/oversattningar/<int:pk>": "budget.CodeMapping",
    "ekonomi/kodplan/<slug:key>/<int:pk>": "budget.Account",
    "ekonomi/uppfoljning/<int:pk>": "organisation.Unit",
    "ekonomi/siffra/<str:kind>/<int:pk>": "organisation.Unit",
    "ekonomi/atgarder/<int:pk>": "budget.CorrectiveMeasure",
    "ekonomi/investeringar/<int:pk>": "budget.InvestmentProject",
    "ekonomi/investeringar/post/<int:pk>": "budget.InvestmentEntry",
    "ekonomi/import/<int:pk>": "budget.ActualBatch",
    "ekonomi/import/kolumner/<int:pk>": "budget.ColumnMapping",
    "ekonomi/balans/<int:pk>": "organisation.Unit",
    "uppfoljning/perioder/<int:pk>": "followup.Period",
    "uppfoljning/<int:period_pk>": "followup.Period",
    "uppfoljning/<int:period_pk>/<int:unit_pk>": "organisation.Unit",
    "uppfoljning/<int:period_pk>/bedom/<str:key>": "goals.PlanItem",
    "uppfoljning/bedomning/<int:pk>": "followup.Assessment",
    "uppfoljning/fragor/<int:pk>": "followup.PeriodSection",
    "uppfoljning/fragor/om-mal/<int:pk>": "followup.GoalQuestion",
    "uppfoljning/fragor/stall/<int:pk>": "goals.PlanItem",
    "uppfoljning/avsnitt/<int:pk>": "followup.SectionReport",
    "uppfoljning/dialoger/<int:pk>": "followup.Dialogue",
    "uppfoljning/dialoger/behov/<int:pk>": "followup.DialogueFinding",
    "uppfoljning/dialoger/fragor/<int:pk>": "followup.DialogueQuestion",
    "uppfoljning/steg/<int:pk>": "followup.NextStep",
    "uppfoljning/forbattringar/<int:pk>": "followup.Improvement",
    "uppfoljning/hushallning/<int:pk>": "followup.StewardshipGoal",
    "uppfoljning/arshjul/<int:pk>": "followup.WheelStep",
    "uppfoljning/mina-aktiviteter/<int:pk>": "goals.PlanItem",
    "uppfoljning/intern-kontroll/<int:pk>": "followup.InternalControlPlan",
    "uppfoljning/intern-kontroll/<int:plan_pk>": "followup.InternalControlPlan",
    "uppfoljning/intern-kontroll/<int:plan_pk>/risk/<int:pk>": "followup.Risk",
    "uppfoljning/intern-kontroll/<int:year>/<int:pk>": "organisation.Unit",
    "uppfoljning/intern-kontroll/rapport/<int:pk>": "organisation.Unit",
    "uppfoljning/intern-kontroll/risk/<int:pk>": "followup.Risk",
    "uppfoljning/intern-kontroll/kontroll/<int:pk>": "followup.ControlActivity",
    "uppfoljning/intern-kontroll/atgard/<int:pk>": "followup.ControlMeasure",
    "uppfoljning/bolag/<int:year>/<int:pk>": "organisation.Unit",
    "oppet/rapporter/<tal:pk>": "documents.Report",
    "oppet/mal/<tal:number>": "goals.PlanItem",
    "oppet/uppfoljning/<tal:pk>": "followup.Period",
    "oppet/synpunkter/<tal:pk>": "public.Feedback",
    "oppet/publicering/rapport/<tal:pk>": "documents.Report",
    "oppet/publicering/period/<tal:pk>": "followup.Period",
    "oppet/publicering/<tal:pk>": "public.Publication",
}
# How an object is named there, where it is not by its number alone.
WRITTEN = {"uppfoljning/<int:period_pk>/bedom/<str:key>": "del-{}"}
# Places that take a word or a number of no object.
WORDS: dict[str, object] = {
    "historik/<str:label>": "goals.planitem",
    "mal/in-och-ut/<slug:kind>": "plan",
    "mal/agenda-2030/<slug:kind>": "del",
    "mal/styrmodell/<int:pk>/skala/<slug:kind>": "status",
    "ekonomi/kodplan/<slug:key>": "konton",
    "ekonomi/siffra/<str:kind>": "utfall",
    "ekonomi/rakning/<str:kind>": "nyckeltal",
    "ekonomi/rakning/<str:kind>/<str:key>": "solidity",
    "ekonomi/inskrivet/<str:statement>": "income",
    "ekonomi/inskrivet/<str:statement>/<str:whose>": "municipality",
    "ekonomi/inskrivet/<str:statement>/<str:whose>/<str:version>": "actual",
    "ekonomi/balanskrav/<str:kind>": "capital_gains",
    "uppfoljning/processen/<slug:figure>": "samtalat-om",
    "rapporter/skriv/<int:pk>/bilder/<int:number>": 1,
}
# What a place of this name is wherever nothing else is said.
ANYWHERE: dict[str, object] = {
    "year": 2026,
    "plan_year": 2026,
    "budget_year": 2026,
    "first": 1,
    "last": 1,
    "version": 1,
    "sha": "0" * 64,
    "sha256": "0" * 64,
    "token": "inget-som-finns",
    "uidb64": "MQ",
    "provider_id": "finns-inte",
}


def model_at(route: str) -> type[models.Model] | None:
    """The model that ``route``, up to and with its place, names; None for a word."""
    label = OBJECTS.get(route)
    return apps.get_model(label) if label else None


def beginning(route: str, place: str) -> str:
    """``route`` up to and with the place of that name."""
    end = route.index(f"{place}>") + len(place) + 1
    return route[:end]
