"""Dialogues and their next steps."""

from django.urls import path

from followup.views import dialogues

urlpatterns = [
    path("dialoger/", dialogues.dialogues, name="dialogues"),
    path("dialoger/ny/", dialogues.new_dialogue, name="new_dialogue"),
    path("dialoger/<int:pk>/", dialogues.dialogue, name="dialogue"),
    path("dialoger/<int:pk>/ordna/", dialogues.arrange, name="arrange_dialogue"),
    path("steg/<int:pk>/", dialogues.report_step, name="report_step"),
]
