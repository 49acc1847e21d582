from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeepingConfig(AppConfig):
    name = "sala_styr.keeping"
    verbose_name = _("Säkerhetskopia och export")
