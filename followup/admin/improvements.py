"""Improvements."""

from django.contrib import admin

from followup.admin.base import ReadOnlyAdmin
from followup.models import Improvement


@admin.register(Improvement)
class ImprovementAdmin(ReadOnlyAdmin):
    list_display = ["title", "unit", "stage", "due"]
    list_filter = ["stage", "origin"]
    list_select_related = ["unit"]
