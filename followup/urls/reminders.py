"""When reminders go out."""

from django.urls import path

from followup.views import reminders

urlpatterns = [path("paminnelser/nar/", reminders.choose_when, name="choose_when_reminded")]
