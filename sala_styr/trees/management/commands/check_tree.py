"""``manage.py check_tree``: are the organisation's and the plans' trees sound?"""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from mptt.models import MPTTModel

from sala_styr.trees.check import check, repair
from sala_styr.trees.numbers import Cycle


class Command(BaseCommand):
    help = "Kontrollerar att alla träd hänger ihop, även att inga föräldrar går i cirkel. --fix räknar om trädnumren."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--fix",
            action="store_true",
            help="räkna om trädnumren från föräldrarna (cirklar rättas aldrig av sig själva)",
        )

    def handle(self, *args: Any, fix: bool, **options: Any) -> None:
        broken = 0
        for model in (m for m in apps.get_models() if issubclass(m, MPTTModel)):
            faults = check(model)
            for fault in faults:
                self.stderr.write(f"{model._meta.label}: {fault.text}")
            if faults and fix:
                faults = self._mend(model)
            broken += len(faults)
            if not faults:
                self.stdout.write(f"{model._meta.label}: trädet är helt")
        if broken:
            raise CommandError(
                f"{broken} fel. Se raderna ovan; --fix räknar om trädnumren, cirklar måste en människa lösa upp."
            )

    def _mend(self, model: type[MPTTModel]) -> list[Any]:
        try:
            count = repair(model)
        except Cycle as cycle:
            self.stderr.write(f"{model._meta.label}: kan inte räknas om, föräldrarna går i cirkel: {cycle.members}")
        else:
            self.stdout.write(f"{model._meta.label}: räknade om {count} noder")
        return check(model)
