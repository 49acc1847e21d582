from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from simple_history.signals import pre_create_historical_record

from sala_styr.history.recording import fill_in


class HistoryConfig(AppConfig):
    name = "sala_styr.history"
    verbose_name = _("Historik")

    def ready(self) -> None:
        pre_create_historical_record.connect(fill_in, dispatch_uid="sala_styr.history.fill_in")
