from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShellConfig(AppConfig):
    name = "sala_styr.shell"
    verbose_name = _("Skal")
