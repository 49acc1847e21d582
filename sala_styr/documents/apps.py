from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "sala_styr.documents"
    verbose_name = _("Dokument")

    def ready(self) -> None:
        from sala_styr.documents import rules  # noqa: F401 - says who may read a report's history
        from sala_styr.shell.contributions import NavEntry, add_nav

        add_nav(NavEntry(_("Rapporter"), "documents:reports", 60, allowed=lambda request: request.actor.is_known))  # type: ignore[attr-defined]
