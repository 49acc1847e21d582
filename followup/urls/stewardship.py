"""God ekonomisk hushållning, the auditors' questions, and honest figures on the process."""

from django.urls import path

from followup.views import process, stewardship

urlpatterns = [
    path("hushallning/", stewardship.stewardship_page, name="stewardship"),
    path("hushallning/ny/", stewardship.new_goal, name="new_stewardship_goal"),
    path("hushallning/<int:pk>/", stewardship.edit_goal, name="edit_stewardship_goal"),
    path("hushallning/<int:pk>/bedom/", stewardship.judge, name="judge_stewardship_goal"),
    path("hushallning/<int:pk>/ta-bort/", stewardship.remove, name="remove_stewardship_goal"),
    path("hushallning/revisorernas-fragor/", stewardship.auditors, name="auditor_questions"),
    path("processen/", process.process, name="process"),
    path("processen/<slug:figure>/", process.process_list, name="process_list"),
]
