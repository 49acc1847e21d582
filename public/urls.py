"""The open pages' addresses. They are promised: a goal's does not change with its words, and a year's content has the year in it."""

from django.urls import include, path

from public.open_data.api import open_data_urls
from public.views import accessibility, data, money, pages, publishing, reports

app_name = "public"
urlpatterns = [
    path("robots.txt", accessibility.robots, name="robots"),
    path("oppet/", pages.start, name="start"),
    path("oppet/plan/", pages.plan_now, name="plan_now"),
    path("oppet/plan/<int:plan_year>/", pages.plan, name="plan"),
    path("oppet/mal/<int:number>/", pages.goal, name="goal"),
    path("oppet/budget/", money.budget_now, name="budget_now"),
    path("oppet/budget/<int:budget_year>/", money.budget, name="budget"),
    path("oppet/uppfoljning/", pages.follow_ups, name="follow_ups"),
    path("oppet/uppfoljning/<int:pk>/", pages.follow_up, name="follow_up"),
    path("oppet/rapporter/", reports.reports, name="reports"),
    path("oppet/rapporter/<int:pk>/", reports.report, name="report"),
    path("oppet/rapporter/<int:pk>/bild/<str:sha256>/", reports.picture, name="picture"),
    path("oppet/rapporter/<int:pk>/pdf/", reports.pdf, name="pdf"),
    path("oppet/rapporter/<int:pk>/word/", reports.word, name="word"),
    path("oppet/rapporter/<int:pk>/excel/", reports.excel, name="excel"),
    path("oppet/tillganglighet/", accessibility.accessibility, name="accessibility"),
    path("oppet/synpunkter/", accessibility.feedback, name="feedback"),
    path("oppet/synpunkter/<int:pk>/", accessibility.settle, name="settle"),
    path("oppet/data/", data.data, name="data"),
    path("oppet/data/openapi.json", data.openapi, name="openapi"),
    path("oppet/data/v1/", include(open_data_urls())),
    path("oppet/publicering/", publishing.publishing, name="publishing"),
    path("oppet/publicering/period/<int:pk>/", publishing.publish_period, name="publish_period"),
    path("oppet/publicering/rapport/<int:pk>/", publishing.publish_report, name="publish_report"),
    path("oppet/publicering/<int:pk>/dra-tillbaka/", publishing.withdraw_publication, name="withdraw"),
]
