from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationConfig(AppConfig):
    name = "sala_styr.operation"
    verbose_name = _("Drift")

    def ready(self) -> None:
        from sala_styr.operation import jobs  # noqa: F401 - its gauges register themselves
