"""The other ways to look at the plan, and what the bodies answer."""

from django.urls import path

from goals.views import answers, flow, timeline

urlpatterns = [
    path("tidslinje/", timeline.timeline, name="timeline"),
    path("flode/", flow.flow, name="flow"),
    path("<int:pk>/beror-inte/<int:unit>/", answers.not_concerned, name="not_concerned"),
    path("beror-inte/<int:pk>/ta-tillbaka/", answers.not_concerned_back, name="not_concerned_back"),
    path("<int:pk>/ansvarig/", answers.make_responsible, name="make_responsible"),
]
