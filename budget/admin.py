from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from budget.models import Account


@admin.register(Account)
class AccountAdmin(SimpleHistoryAdmin):
    """Names of accounts. Money itself is only changed through the pages, where its rules are."""

    list_display = ("number", "name", "chart")
    list_filter = ("chart",)
    search_fields = ("number", "name")

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False
