from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "sala_styr.access"
    verbose_name = _("Inloggning")

    def ready(self) -> None:
        from sala_styr.access import signals

        signals.connect()
