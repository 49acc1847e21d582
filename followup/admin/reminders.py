"""When reminders go out, and what has been told."""

from django.contrib import admin

from followup.admin.base import ReadOnlyAdmin
from followup.models import Reminded, ReminderRule
from sala_styr.shell.read_only import ReadOnly


@admin.register(ReminderRule)
class ReminderRuleAdmin(ReadOnlyAdmin):
    list_display = ["weekday", "hour", "day_before", "week_done", "day_done"]


@admin.register(Reminded)
class RemindedAdmin(ReadOnly, admin.ModelAdmin[Reminded]):
    """A row is written once and has no history."""

    list_display = ["receiver", "todo", "occasion", "due"]
    list_filter = ["occasion"]
    list_select_related = ["receiver"]
