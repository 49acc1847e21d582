"""The index of the free text search, where the database has one: PostgreSQL. SQLite reads the texts themselves (goals/queries/search.py)."""

from django.db import migrations

DOCUMENT = "to_tsvector('swedish'::regconfig, translate(title || ' ' || description, '/.:@_-&+', '        '))"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX item_text ON goals_planitem USING gin ({DOCUMENT})")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS item_text")


class Migration(migrations.Migration):
    dependencies = [("goals", "0006_indicator_version")]

    operations = [migrations.RunPython(make, drop)]
