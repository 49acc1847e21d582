"""What goes before a dialogue: planning, questions, invitation and pack."""

from django.urls import path

from followup.views import dialogue_planning, dialogue_questions, packs

urlpatterns = [
    path("dialoger/planera/", dialogue_planning.plan_period, name="plan_period"),
    path("dialoger/fragor/", dialogue_questions.questions, name="questions"),
    path("dialoger/fragor/borja/", dialogue_questions.adopt, name="adopt_questions"),
    path("dialoger/fragor/ny/", dialogue_questions.new_question, name="new_question"),
    path("dialoger/fragor/<int:pk>/", dialogue_questions.edit_question, name="edit_question"),
    path("dialoger/fragor/<int:pk>/flytta/", dialogue_questions.order_question, name="order_question"),
    path("dialoger/fragor/<int:pk>/ta-bort/", dialogue_questions.drop_question, name="drop_question"),
    path("dialoger/<int:pk>/inbjudan/", packs.invitation, name="invitation"),
    path("dialoger/<int:pk>/kalender.ics", packs.calendar_file, name="dialogue_calendar"),
    path("dialoger/<int:pk>/underlag/nu/", packs.pack_preview, name="pack_preview"),
    path("dialoger/<int:pk>/underlag/<int:version>/", packs.pack, name="pack"),
    path("dialoger/<int:pk>/underlag/<int:version>/fil/", packs.pack_file, name="pack_file"),
    path("dialoger/<int:pk>/underlag/<int:version>/underlag.pdf", packs.pack_download, name="pack_download"),
]
