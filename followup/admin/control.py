"""Internal control and the test of companies."""

from django.contrib import admin

from followup.admin.base import ReadOnlyAdmin
from followup.models import (
    CompanyReview,
    ControlActivity,
    ControlMeasure,
    ControlResult,
    InternalControlPlan,
    Risk,
    RiskMatrix,
)


@admin.register(InternalControlPlan, CompanyReview)
class PlanAdmin(ReadOnlyAdmin):
    list_display = ["pk", "year", "decision"]
    list_select_related = ["decision__body"]


@admin.register(Risk, ControlActivity, ControlResult, ControlMeasure, RiskMatrix)
class PartAdmin(ReadOnlyAdmin):
    list_display = ["__str__"]
