"""The addresses of the follow-up, a module for each part."""

from followup.urls import (
    annual,
    control,
    dialogues,
    improvements,
    mypage,
    packs,
    periods,
    reminders,
    sections,
    stewardship,
    wheel,
)

app_name = "followup"
PARTS = (periods, sections, dialogues, packs, annual, improvements, stewardship, reminders, wheel, mypage, control)
urlpatterns = [each for part in PARTS for each in part.urlpatterns]
