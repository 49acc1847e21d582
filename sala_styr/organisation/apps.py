from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

from sala_styr.swedish import teach_sqlite


class OrganisationConfig(AppConfig):
    name = "sala_styr.organisation"
    verbose_name = _("Organisation")

    def ready(self) -> None:
        from sala_styr.kept.triggers import watch
        from sala_styr.organisation.models import Appointment, StandIn, Unit

        watch(Appointment, StandIn, Unit)
        connection_created.connect(teach_sqlite, dispatch_uid="sala_styr.swedish")
