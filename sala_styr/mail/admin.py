from django.contrib import admin
from django.http import HttpRequest

from sala_styr.mail.models import Absence, MailOptOut, Message


class OnlyLooked(admin.ModelAdmin):
    """Only for looking: letters are sent again on the page Utskick, and people choose for themselves."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Message)
class MessageAdmin(OnlyLooked):
    list_display = ("subject", "address", "state", "queued_at", "sent_at")
    list_filter = ("state", "kind")


@admin.register(MailOptOut)
class MailOptOutAdmin(OnlyLooked):
    list_display = ("user", "kind")


@admin.register(Absence)
class AbsenceAdmin(OnlyLooked):
    list_display = ("user", "first_day", "last_day", "stand_in")
