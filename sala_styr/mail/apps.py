from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "sala_styr.mail"
    label = "mail"
    verbose_name = _("E-post")

    def ready(self) -> None:
        from sala_styr.mail import (
            checks,  # noqa: F401 - says at deployment when no mail can leave
            rules,  # noqa: F401 - says who may read a letter's history
        )
