"""To look at, never to change: assessments, dialogues and texts are written on their own pages, behind the wall."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from followup.models import (
    Assessment,
    Dialogue,
    JointJudgement,
    NextStep,
    OpenQuestion,
    Participant,
    Period,
    ReportText,
    UnitReflection,
)


class ReadOnlyAdmin(SimpleHistoryAdmin):
    """To look at, with its history."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Period)
class PeriodAdmin(ReadOnlyAdmin):
    list_display = ["name", "year", "kind", "last_day", "due", "is_open"]
    list_filter = ["year", "kind"]


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    list_display = ["pk", "period", "plan_item", "core_mission", "status", "state"]
    list_filter = ["period", "state", "status"]
    list_select_related = ["period", "plan_item", "core_mission__unit"]


@admin.register(Dialogue)
class DialogueAdmin(ReadOnlyAdmin):
    list_display = ["day", "upper", "lower", "period", "state"]
    list_filter = ["state", "period"]
    list_select_related = ["upper", "lower", "period"]


@admin.register(NextStep, OpenQuestion, Participant)
class DialoguePartAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "dialogue"]
    list_select_related = ["dialogue__upper", "dialogue__lower"]


@admin.register(UnitReflection, JointJudgement, ReportText)
class TextAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "version"]
