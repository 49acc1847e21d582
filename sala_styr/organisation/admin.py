"""Housekeeping of people and the organisation. The daily work has its own pages; here are log-ins, passwords and what those pages leave out."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from sala_styr import trees
from sala_styr.organisation.models import Appointment, StandIn, Unit, User


@admin.register(User)
class PersonAdmin(UserAdmin[User]):
    """Django's own pages for log-ins and passwords. People are not deleted: their log-in is closed, what they did stays."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Appointment)
class AppointmentAdmin(admin.ModelAdmin[Appointment]):
    list_display = ("user", "role", "unit", "valid_from", "valid_to")
    list_filter = ("role",)
    search_fields = ("user__last_name", "user__first_name", "unit__name")
    list_select_related = ("user", "unit")
    autocomplete_fields = ("user", "unit")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(StandIn)
class StandInAdmin(admin.ModelAdmin[StandIn]):
    """To look at: a stand-in is given on the pages, where the rules are."""

    list_display = ("substitute", "appointment", "valid_from", "valid_to")
    list_select_related = ("substitute", "appointment__user", "appointment__unit")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin[Unit]):
    list_display = ("name", "code", "kind", "parent", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("name", "code")
    list_select_related = ("parent",)
    autocomplete_fields = ("parent", "predecessor")
    ordering = ("tree_id", "lft")

    def save_model(self, request: HttpRequest, obj: Unit, form: Any, change: bool) -> None:
        """Write through the trees' one door, so the structure stays sound."""
        if not change:
            trees.insert(obj, obj.parent_id)
            return
        fields = [name for name in form.changed_data if name != "parent"]
        if fields:
            obj.save(update_fields=fields)
        if "parent" in form.changed_data:
            trees.move(Unit, obj.pk, obj.parent_id)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
