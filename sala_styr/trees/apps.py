from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TreesConfig(AppConfig):
    name = "sala_styr.trees"
    verbose_name = _("Träd")
