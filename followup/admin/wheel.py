"""The year wheel."""

from django.contrib import admin

from followup.admin.base import ReadOnlyAdmin
from followup.models import WheelPart, WheelStep, WheelYear


@admin.register(WheelStep)
class WheelStepAdmin(ReadOnlyAdmin):
    list_display = ["name", "track", "month", "day", "law"]
    list_filter = ["track", "years"]


@admin.register(WheelYear)
class WheelYearAdmin(ReadOnlyAdmin):
    list_display = ["step", "year", "day", "left_out", "done_on"]
    list_filter = ["year"]
    list_select_related = ["step"]


@admin.register(WheelPart)
class WheelPartAdmin(ReadOnlyAdmin):
    list_display = ["step", "year", "unit", "done_on"]
    list_filter = ["year"]
    list_select_related = ["step", "unit"]
