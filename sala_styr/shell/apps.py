from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShellConfig(AppConfig):
    name = "sala_styr.shell"
    verbose_name = _("Skal")

    def ready(self) -> None:
        from sala_styr.shell.contributions import NavEntry, add_nav

        add_nav(NavEntry(_("Start"), "start", 0, allowed=lambda request: request.user.is_authenticated))
