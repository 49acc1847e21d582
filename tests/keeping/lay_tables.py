"""Today's tables made from the models at once, with some migrations noted as run: the migrations themselves are tried elsewhere, and take a minute."""

from collections.abc import Iterable

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


def lay_tables(migrations: Iterable[str]) -> None:
    """Make every table in the empty database in force. ``migrations``: "app.name" of those to note."""
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for each in migrations:
        recorder.record_applied(*each.split(".", 1))
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
