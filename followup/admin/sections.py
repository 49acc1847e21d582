"""What a period asks, when, and what units have answered."""

from django.contrib import admin

from followup.admin.base import ReadOnlyAdmin
from followup.models import DueRule, PeriodSection, SectionReport


@admin.register(PeriodSection)
class SectionAdmin(ReadOnlyAdmin):
    list_display = ["title", "period", "kind", "order", "required"]
    list_filter = ["period", "kind"]
    list_select_related = ["period"]


@admin.register(DueRule)
class DueRuleAdmin(ReadOnlyAdmin):
    list_display = ["period", "unit_kind", "days_before"]
    list_filter = ["period"]
    list_select_related = ["period"]


@admin.register(SectionReport)
class SectionReportAdmin(ReadOnlyAdmin):
    list_display = ["pk", "section", "unit", "state", "nothing"]
    list_filter = ["state", "nothing"]
    list_select_related = ["section__period", "unit"]
