"""The other ways to look at the plan, and what the bodies answer."""

from django.urls import path

from goals.views import flow, timeline

urlpatterns = [
    path("tidslinje/", timeline.timeline, name="timeline"),
    path("flode/", flow.flow, name="flow"),
]
