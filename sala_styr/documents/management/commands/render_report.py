"""Make one queued report: what the background task starts, in a process of its own."""

import logging
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, InterfaceError

from sala_styr.documents.making import make
from sala_styr.documents.tasks import AGAIN
from sala_styr.operation.failures import passes_by_itself

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Gör en rapport som ligger i kön. Startas av bakgrundsarbetaren."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("report_id", type=int)

    def handle(self, *args: Any, report_id: int, **options: Any) -> None:
        """A failure is written on the report itself, so the command ends well in that case too. With ``AGAIN`` when the database went away meanwhile."""
        try:
            make(report_id)
        except (DatabaseError, InterfaceError) as error:
            if not passes_by_itself(error):
                raise
            logger.warning("the database went away while report %s was made", report_id, exc_info=True)
            sys.exit(AGAIN)
