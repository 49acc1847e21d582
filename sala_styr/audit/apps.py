from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "sala_styr.audit"
    verbose_name = _("Granskning")

    def ready(self) -> None:
        from sala_styr.shell.contributions import NavEntry, add_nav

        add_nav(NavEntry(_("Granskning"), "audit:room", 90, allowed=lambda request: request.actor.sees_everything))  # type: ignore[attr-defined]
