"""Housekeeping: to look at, and for an administrator to mend. The work itself is done on the pages, behind the wall."""

from django.contrib import admin
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


@admin.register(Period)
class PeriodAdmin(SimpleHistoryAdmin):
    list_display = ["name", "year", "kind", "last_day", "due", "is_open"]
    list_filter = ["year", "kind"]


@admin.register(Assessment)
class AssessmentAdmin(SimpleHistoryAdmin):
    list_display = ["pk", "period", "plan_item", "core_mission", "status", "state"]
    list_filter = ["period", "state", "status"]
    list_select_related = ["period", "plan_item", "core_mission__unit"]
    raw_id_fields = ["plan_item", "core_mission", "written_by"]


@admin.register(Dialogue)
class DialogueAdmin(SimpleHistoryAdmin):
    list_display = ["day", "upper", "lower", "period", "state"]
    list_filter = ["state", "period"]
    list_select_related = ["upper", "lower", "period"]
    raw_id_fields = ["upper", "lower", "upper_confirmed_by", "lower_confirmed_by"]


@admin.register(NextStep, OpenQuestion, Participant)
class DialoguePartAdmin(SimpleHistoryAdmin):
    list_display = ["__str__", "dialogue"]
    list_select_related = ["dialogue__upper", "dialogue__lower"]


@admin.register(UnitReflection, JointJudgement, ReportText)
class TextAdmin(SimpleHistoryAdmin):
    list_display = ["__str__", "version"]
