from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    name = "public"
    verbose_name = _("Öppna sidor")

    def ready(self) -> None:
        from public.models import Feedback
        from sala_styr.privacy.models import Kept
        from sala_styr.privacy.retention import Keeping, keeps

        keeps(
            Keeping(
                Kept.FEEDBACK,
                usual=24,
                past=lambda limit: Feedback.objects.filter(answered_at__lt=limit),
                words=("message", "email", "page", "outcome"),
            )
        )
        from public import (  # noqa: F401 - offer the open pages in every page's foot, and what the example has published
            contributions,
            example,
        )
