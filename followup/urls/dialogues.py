"""Dialogues and their next steps."""

from django.urls import path

from followup.views import dialogue_room, dialogues

urlpatterns = [
    path("dialoger/", dialogues.dialogues, name="dialogues"),
    path("dialoger/ny/", dialogues.new_dialogue, name="new_dialogue"),
    path("dialoger/<int:pk>/", dialogues.dialogue, name="dialogue"),
    path("dialoger/<int:pk>/ordna/", dialogues.arrange, name="arrange_dialogue"),
    path("dialoger/<int:pk>/spara/", dialogue_room.save_dialogue, name="save_dialogue"),
    path("dialoger/<int:pk>/nu/", dialogue_room.dialogue_now, name="dialogue_now"),
    path("dialoger/behov/<int:pk>/", dialogue_room.answer_need_page, name="answer_need"),
    path("steg/<int:pk>/", dialogues.report_step, name="report_step"),
]
