"""The goals of god ekonomisk hushållning."""

from django.contrib import admin

from followup.admin.base import ReadOnlyAdmin
from followup.models import StewardshipGoal


@admin.register(StewardshipGoal)
class StewardshipGoalAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "year", "kind", "status"]
    list_filter = ["year", "kind"]
    list_select_related = ["plan_item"]
