"""Internal control and the yearly test of companies."""

from django.urls import path

from followup.views import company_reviews, control, control_overview, control_results, control_risks

urlpatterns = [
    path("intern-kontroll/", control.control_plans, name="control_plans"),
    path("intern-kontroll/rapport/", control_overview.report, name="control_report"),
    path("intern-kontroll/rapport/<int:pk>/", control_overview.report, name="body_control_report"),
    path("intern-kontroll/matris/", control_overview.risk_matrix, name="risk_matrix"),
    path("intern-kontroll/matris/andra/", control_overview.edit_risk_matrix, name="edit_risk_matrix"),
    path("intern-kontroll/<int:year>/<int:pk>/ny/", control.begin_plan, name="begin_control_plan"),
    path("intern-kontroll/<int:pk>/", control.control_plan, name="control_plan"),
    path("intern-kontroll/<int:pk>/beslut/", control.decide_plan, name="decide_control_plan"),
    path("intern-kontroll/<int:plan_pk>/risk/", control_risks.risk_form, name="new_risk"),
    path("intern-kontroll/<int:plan_pk>/risk/<int:pk>/", control_risks.risk_form, name="edit_risk"),
    path("intern-kontroll/risk/<int:pk>/bort/", control_risks.remove_risk, name="remove_risk"),
    path("intern-kontroll/risk/<int:pk>/kontroll/", control_risks.new_control, name="new_control"),
    path("intern-kontroll/kontroll/<int:pk>/", control_risks.edit_control, name="edit_control"),
    path("intern-kontroll/kontroll/<int:pk>/bort/", control_risks.remove_control, name="remove_control"),
    path("intern-kontroll/kontroll/<int:pk>/resultat/", control_results.result_form, name="control_result"),
    path("intern-kontroll/atgard/<int:pk>/klar/", control_results.measure_done, name="measure_done"),
    path("bolag/<int:year>/<int:pk>/provning/", company_reviews.review, name="company_review"),
    path("bolag/<int:year>/<int:pk>/provning/beslut/", company_reviews.decide, name="decide_company_review"),
]
