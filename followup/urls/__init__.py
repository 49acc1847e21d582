"""The addresses of the follow-up, a module for each part."""

from followup.urls import (
    control,
    dialogues,
    improvements,
    judgement,
    mypage,
    packs,
    periods,
    reminders,
    sections,
    stewardship,
    wheel,
)

app_name = "followup"
PARTS = (periods, sections, dialogues, packs, judgement, improvements, stewardship, reminders, wheel, mypage, control)
urlpatterns = [each for part in PARTS for each in part.urlpatterns]
