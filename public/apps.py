from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    name = "public"
    verbose_name = _("Öppna sidor")

    def ready(self) -> None:
        from public import (  # noqa: F401 - offer the open pages in every page's foot, and what the example has published
            contributions,
            example,
        )
