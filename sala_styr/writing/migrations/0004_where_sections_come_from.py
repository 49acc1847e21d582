"""Say which of the template's sections those of the reports that have begun were copied from: until now they could only be as they were copied."""

from django.db import migrations

KEPT = ("heading", "instruction", "has_text", "required", "owner_unit_id", "owner_role", "blocks", "gathers_id")


def say(apps, schema_editor):
    Section, TemplateSection = apps.get_model("writing", "ReportSection"), apps.get_model("writing", "TemplateSection")
    template = {
        (row.template_id, where): row.pk for row, where in _with_places(TemplateSection.objects.all())
    }
    for row, where in _with_places(Section.objects.select_related("report")):
        found = template.get((row.report.template_id, where))
        if found is not None:
            # What the section says does not change, only where it comes from: no history.
            Section.objects.filter(pk=row.pk).update(
                copied_from=found, copied={name: getattr(row, name) for name in KEPT}
            )


def _with_places(rows):
    """Each section with its headings from the outermost down."""
    rows = list(rows)
    by_id = {row.pk: row for row in rows}
    for row in rows:
        where, above = (row.heading,), by_id.get(row.parent_id)
        while above is not None:
            where, above = (above.heading, *where), by_id.get(above.parent_id)
        yield row, where


class Migration(migrations.Migration):
    dependencies = [("writing", "0003_arranged_and_due")]
    operations = [migrations.RunPython(say, migrations.RunPython.noop)]
