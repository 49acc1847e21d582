"""Improvements."""

from django.urls import path

from followup.views import improvements

urlpatterns = [
    path("forbattringar/", improvements.improvement_list, name="improvements"),
    path("forbattringar/ny/", improvements.new_improvement, name="new_improvement"),
    path("forbattringar/<int:pk>/", improvements.improvement, name="improvement"),
    path("forbattringar/<int:pk>/avsluta/", improvements.end_improvement, name="end_improvement"),
    path("forbattringar/<int:pk>/ta-upp/", improvements.reopen, name="reopen_improvement"),
    path("forbattringar/<int:pk>/till-planen/", improvements.to_plan, name="improvement_to_plan"),
]
