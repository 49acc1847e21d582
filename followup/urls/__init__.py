"""The addresses of the follow-up, a module for each part."""

from followup.urls import annual, dialogues, periods

app_name = "followup"
PARTS = (periods, dialogues, annual)
urlpatterns = [each for part in PARTS for each in part.urlpatterns]
