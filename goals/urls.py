"""The plan's addresses."""

from django.urls import path

from goals.views import deciding, editing, indicators, items, missions, thread

app_name = "goals"
urlpatterns = [
    path("", thread.thread, name="thread"),
    path("gren/<int:pk>/", thread.thread_branch, name="branch"),
    path("kvar/", thread.thread_leftovers, name="leftovers"),
    path("ny/", editing.top_create, name="create_top"),
    path("<int:pk>/", items.item, name="item"),
    path("<int:pk>/ny/", editing.item_create, name="create"),
    path("<int:pk>/andra/", editing.item_edit, name="edit"),
    path("<int:pk>/flytta/", editing.item_move, name="move"),
    path("<int:pk>/ta-bort/", editing.item_delete, name="delete"),
    path("<int:pk>/besluta/", deciding.item_decide, name="decide"),
    path("besluta/<int:unit>/", deciding.decide_many, name="decide_many"),
    path("<int:pk>/ny-lydelse/", deciding.item_revise, name="revise"),
    path("<int:pk>/avsluta/", deciding.item_end, name="end"),
    path("<int:pk>/genomforande/", items.activity_status, name="status"),
    path("<int:pk>/indikator/", indicators.indicator_create, name="indicator_create"),
    path("indikator/<int:pk>/", indicators.indicator_edit, name="indicator_edit"),
    path("indikator/<int:pk>/diagram/", indicators.indicator_chart, name="indicator_chart"),
    path("indikator/<int:pk>/<int:year>/", indicators.indicator_value, name="indicator_value"),
    path("grunduppdrag/", missions.mission_list, name="missions"),
    path("grunduppdrag/<int:unit>/", missions.mission, name="mission"),
    path("grunduppdrag/<int:unit>/lagstadgat/", missions.mission_statutory, name="mission_statutory"),
    path("grunduppdrag/<int:unit>/lokalt/", missions.mission_local, name="mission_local"),
]
