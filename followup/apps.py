from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupConfig(AppConfig):
    name = "followup"
    verbose_name = _("Uppföljning")

    def ready(self) -> None:
        from followup import (  # noqa: F401 - offer what the follow-up shows in reports, and the report templates
            contributions,
            live,
            live_figures,
            report_templates,
        )
        from followup.actions import wordings  # noqa: F401 - lets assessments follow a new wording
        from followup.models import DueRule, Period, PeriodSection, WheelStep
        from sala_styr.kept.triggers import watch

        watch(Period, PeriodSection, DueRule, WheelStep)
