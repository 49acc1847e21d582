from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HelpingConfig(AppConfig):
    name = "sala_styr.helping"
    label = "helping"
    verbose_name = _("Hjälp")

    def ready(self) -> None:
        from sala_styr.helping import signals

        signals.connect()
