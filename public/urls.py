"""The open pages' addresses. They are promised: a goal's does not change with its words, and a year's content has the year in it."""

from django.urls import include, path, register_converter
from django.urls.converters import IntConverter

from public.open_data.api import open_data_urls
from public.views import accessibility, data, money, pages, publishing, reports


class ShortNumber(IntConverter):
    """At most nine digits: anybody may write an address, and a larger number belongs to nothing and fits in no database."""

    regex = "[0-9]{1,9}"


register_converter(ShortNumber, "tal")

app_name = "public"
urlpatterns = [
    path("robots.txt", accessibility.robots, name="robots"),
    path("oppet/", pages.start, name="start"),
    path("oppet/plan/", pages.plan_now, name="plan_now"),
    path("oppet/plan/<tal:plan_year>/", pages.plan, name="plan"),
    path("oppet/mal/<tal:number>/", pages.goal, name="goal"),
    path("oppet/budget/", money.budget_now, name="budget_now"),
    path("oppet/budget/<tal:budget_year>/", money.budget, name="budget"),
    path("oppet/uppfoljning/", pages.follow_ups, name="follow_ups"),
    path("oppet/uppfoljning/<tal:pk>/", pages.follow_up, name="follow_up"),
    path("oppet/rapporter/", reports.reports, name="reports"),
    path("oppet/rapporter/<tal:pk>/", reports.report, name="report"),
    path("oppet/rapporter/<tal:pk>/bild/<str:sha256>/", reports.picture, name="picture"),
    path("oppet/rapporter/<tal:pk>/pdf/", reports.pdf, name="pdf"),
    path("oppet/rapporter/<tal:pk>/word/", reports.word, name="word"),
    path("oppet/rapporter/<tal:pk>/excel/", reports.excel, name="excel"),
    path("oppet/tillganglighet/", accessibility.accessibility, name="accessibility"),
    path("oppet/synpunkter/", accessibility.feedback, name="feedback"),
    path("oppet/synpunkter/<tal:pk>/", accessibility.settle, name="settle"),
    path("oppet/data/", data.data, name="data"),
    path("oppet/data/openapi.json", data.openapi, name="openapi"),
    path("oppet/data/v1/", include(open_data_urls())),
    path("oppet/publicering/", publishing.publishing, name="publishing"),
    path("oppet/publicering/period/<tal:pk>/", publishing.publish_period, name="publish_period"),
    path("oppet/publicering/rapport/<tal:pk>/", publishing.publish_report, name="publish_report"),
    path("oppet/publicering/<tal:pk>/dra-tillbaka/", publishing.withdraw_publication, name="withdraw"),
]
