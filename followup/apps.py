from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupConfig(AppConfig):
    name = "followup"
    verbose_name = _("Uppföljning")

    def ready(self) -> None:
        from followup import contributions  # noqa: F401 - registers what the follow-up adds to pages of others
        from followup.actions import wordings  # noqa: F401 - lets assessments follow a new wording
        from followup.reports import annual  # noqa: F401 - offers the annual report
