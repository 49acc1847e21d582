from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "sala_styr.decisions"
    verbose_name = _("Beslut och år")

    def ready(self) -> None:
        from sala_styr.decisions.models import Decision, Year
        from sala_styr.kept.triggers import watch

        watch(Decision, Year)
