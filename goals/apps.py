from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = _("Mål")

    def ready(self) -> None:
        from goals import contributions  # noqa: F401  # registers what the plan adds to pages of others
