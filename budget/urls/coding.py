"""Addresses of money: the chart of accounts and the codes."""

from django.urls import path

from budget.views import coding, mapping

urlpatterns = [
    path("kodplan/", coding.codes, name="coding"),
    path("kodplan/oversattningar/", mapping.mappings, name="mappings"),
    path("kodplan/oversattningar/<int:pk>/ta-bort/", mapping.forget, name="forget_mapping"),
    path("kodplan/<slug:key>/", coding.codes, name="codes"),
    path("kodplan/<slug:key>/ny/", coding.add, name="add_code"),
    path("kodplan/<slug:key>/<int:pk>/", coding.change, name="change_code"),
    path("kodplan/<slug:key>/<int:pk>/ta-in/", coding.take_in, name="take_in_account"),
    path("kodplan/<slug:key>/ta-in/", coding.take_in_every, name="take_in_every"),
    path("kodplan/<slug:key>/las-in/", coding.choose, name="new_codes"),
    path("kodplan/<slug:key>/las-in/<str:sha>/", coding.review, name="review_codes"),
]
