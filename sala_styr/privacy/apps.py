from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "sala_styr.privacy"
    verbose_name = _("Personuppgifter")

    def ready(self) -> None:
        from sala_styr.mail.models import Message, MessageState
        from sala_styr.privacy.models import Kept
        from sala_styr.privacy.retention import Keeping, keeps

        keeps(
            Keeping(
                Kept.LETTERS,
                usual=24,
                past=lambda limit: Message.objects.filter(state=MessageState.SENT, sent_at__lt=limit),
                words=("address", "subject", "failure"),
            )
        )
