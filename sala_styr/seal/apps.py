from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class SealConfig(AppConfig):
    name = "sala_styr.seal"
    label = "seal"
    verbose_name = _("Sigill")

    def ready(self) -> None:
        from sala_styr.seal.triggers import switch
        from sala_styr.seal.triggers.installing import after_migrating, before_migrating

        switch.connect()
        pre_migrate.connect(before_migrating, sender=self, dispatch_uid="sala_styr.seal.before")
        post_migrate.connect(after_migrating, sender=self, dispatch_uid="sala_styr.seal.after")
