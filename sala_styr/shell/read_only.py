"""Pages of Django's admin that only show: what is written on pages of its own, behind the wall."""

from typing import Any

from django.http import HttpRequest


class ReadOnly:
    """For a ModelAdmin: to look at, never to change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
