"""Periods, assessments and the texts of units and the joint judgement."""

from django.contrib import admin

from followup.admin.base import ReadOnlyAdmin
from followup.models import Assessment, JointJudgement, Period, UnitReflection


@admin.register(Period)
class PeriodAdmin(ReadOnlyAdmin):
    list_display = ["name", "year", "kind", "last_day", "due", "is_open"]
    list_filter = ["year", "kind"]


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    list_display = ["pk", "period", "plan_item", "core_mission", "status", "state"]
    list_filter = ["period", "state", "status"]
    list_select_related = ["period", "plan_item", "core_mission__unit"]


@admin.register(UnitReflection, JointJudgement)
class TextAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "version"]
