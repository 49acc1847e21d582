from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = _("Mål")

    def ready(self) -> None:
        from goals import (  # noqa: F401  # register what the plan adds to pages and reports of others
            contributions,
            live,
            live_figures,
        )
        from goals.models import CoreMission, Grouping, KoladaValue, Level, ScaleValue, SteeringModel
        from sala_styr.kept.triggers import watch
        from sala_styr.organisation.models import Unit
        from sala_styr.seal.batches import rows_follow

        rows_follow(KoladaValue, "fetch")

        watch(CoreMission, SteeringModel, Grouping, ScaleValue, Level, Unit)
