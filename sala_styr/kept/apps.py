from django.apps import AppConfig
from django.core.signals import got_request_exception, request_finished, request_started
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class KeptConfig(AppConfig):
    name = "sala_styr.kept"
    label = "kept"
    verbose_name = _("Det som hålls kvar mellan sidor")

    def ready(self) -> None:
        from sala_styr.kept import remembered
        from sala_styr.kept.triggers import after_migrating

        post_migrate.connect(after_migrating, sender=self, dispatch_uid="sala_styr.kept.after")
        request_started.connect(remembered.begin)
        request_finished.connect(remembered.end)
        got_request_exception.connect(remembered.end)
