"""Questions about goals, and lines about activities."""

from django.contrib import admin

from followup.admin.base import ReadOnlyAdmin
from followup.models import ActivityNote, GoalQuestion


@admin.register(GoalQuestion)
class GoalQuestionAdmin(ReadOnlyAdmin):
    list_display = ["plan_item", "text", "asked_at", "answered_at"]
    list_filter = ["answered_at"]
    list_select_related = ["plan_item"]


@admin.register(ActivityNote)
class ActivityNoteAdmin(ReadOnlyAdmin):
    list_display = ["activity", "line", "upcoming", "written_at"]
    list_select_related = ["activity"]
