from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from budget.models import Account, ActivityCode, Counterparty, Project


@admin.register(Account)
class AccountAdmin(SimpleHistoryAdmin):
    """Names of accounts. Money itself is only changed through the pages, where its rules are."""

    list_display = ("number", "name", "chart")
    list_filter = ("chart",)
    search_fields = ("number", "name")

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False


@admin.register(ActivityCode, Project, Counterparty)
class CodeAdmin(SimpleHistoryAdmin):
    """A part of the coding string. A code that is no longer used is marked so: what has been written with it keeps it."""

    list_display = ("code", "name", "in_use")
    list_filter = ("in_use",)
    search_fields = ("code", "name")
    has_delete_permission = AccountAdmin.has_delete_permission
