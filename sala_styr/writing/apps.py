from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WritingConfig(AppConfig):
    name = "sala_styr.writing"
    verbose_name = _("Rapporter som skrivs")

    def ready(self) -> None:
        from sala_styr.writing import kinds, rules  # noqa: F401 - offer written reports to be made; say who may read their history
