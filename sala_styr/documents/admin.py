from django.contrib import admin
from django.http import HttpRequest

from sala_styr.documents.models import Report


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """Only for looking: a report is made and begun again on its own page."""

    list_display = ("__str__", "state", "draft", "requested_by", "requested_at", "pages")
    list_filter = ("state", "draft", "kind", "year")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False
