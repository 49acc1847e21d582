"""``manage.py steering_model load sala``: load a steering model that lies as data beside the code, or from a file."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from goals import model_files
from goals.actions import load_steering_model
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import system_actor


class Command(BaseCommand):
    help = "Load a steering model (levels, their words and owners). Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        load = verbs.add_parser("load", help="Make or update the model.")
        load.add_argument("name", help="A model in goals/steering_models, e.g. sala, or the path of a JSON file.")
        load.add_argument("--from-year", type=int, help="The first year of a model that takes over from another.")

    def handle(self, *args: Any, **options: Any) -> None:
        data = read_model(options["name"])
        try:
            loaded = load_steering_model(system_actor(), data, options["from_year"])
        except RuleBroken as broken:
            raise CommandError(str(broken)) from broken
        except KeyError as missing:
            raise CommandError(_("Styrmodellen saknar uppgiften %(name)s.") % {"name": missing}) from missing
        self.stdout.write(
            _("%(model)s: %(created)s nya nivåer, %(changed)s ändrade, %(unchanged)s som förut.")
            % {
                "model": loaded.model,
                "created": loaded.created,
                "changed": loaded.changed,
                "unchanged": loaded.unchanged,
            }
        )


def read_model(name: str) -> Any:
    """The model's data: one of ours by name, else a file. Raises CommandError that says which there are."""
    path = Path(name) if name.endswith(".json") else model_files.FOLDER / f"{name}.json"
    try:
        return model_files.read(path)
    except FileNotFoundError as error:
        ours = ", ".join(model_files.names())
        raise CommandError(
            _("Det finns ingen styrmodell %(name)s. De som finns: %(ours)s.") % {"name": name, "ours": ours}
        ) from error
    except json.JSONDecodeError as error:
        raise CommandError(
            _("%(path)s går inte att läsa som JSON: %(error)s") % {"path": path, "error": error}
        ) from error
