"""The periods that are there already ask what they have always asked: the usual sections. Their days stay the same for all."""

from typing import Any

from django.db import migrations


def ask_the_usual(apps: Any, schema_editor: Any) -> None:
    from followup.section_defaults import section_fields

    section = apps.get_model("followup", "PeriodSection")
    for period in apps.get_model("followup", "Period").objects.all():
        section.objects.bulk_create(
            section(period=period, **fields) for fields in section_fields(period.kind == "full_year")
        )


class Migration(migrations.Migration):
    dependencies = [("followup", "0004_sections")]

    operations = [migrations.RunPython(ask_the_usual, migrations.RunPython.noop)]
