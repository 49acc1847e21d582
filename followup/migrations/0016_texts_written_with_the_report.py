"""The annual report's texts move, with all their history, to the annual report that is written together (``sala_styr.writing``).

A report that has been begun keeps what is written in it: a text that has no section there, or whose section is written already, gets a section of its own.
"""

from typing import Any

from django.db import migrations

HEADINGS = {
    "overview": "Översikt över verksamhetens utveckling",
    "conditions": "Viktiga förhållanden för resultat och ekonomisk ställning",
    "events": "Händelser av väsentlig betydelse",
    "steering": "Styrning och uppföljning av den kommunala verksamheten",
    "staff": "Väsentliga personalförhållanden",
    "expected": "Förväntad utveckling",
}
CARRIED = ("history_date", "history_user_id", "history_change_reason", "history_type")


def move(apps: Any, schema_editor: Any) -> None:
    texts = apps.get_model("followup", "ReportText").objects.order_by("year", "pk")
    order = list(HEADINGS)
    for text in sorted(texts, key=lambda each: (each.year, order.index(each.part))):
        section = _section(apps, text.year, HEADINGS[text.part])
        section.text, section.state = text.text, "draft" if text.text else "empty"
        section.save()
        _carry(apps, text, section)


def _section(apps: Any, year: int, heading: str) -> Any:
    """An empty section of that heading in the year's annual report."""
    sections = apps.get_model("writing", "ReportSection").objects
    report = _report(apps, year)
    found = sections.filter(report=report, heading=heading, has_text=True, text="").first()
    last = sections.filter(report=report, parent=None).count()
    return found or sections.create(report=report, heading=heading, order=last + 1, owner_role="controller")


def _report(apps: Any, year: int) -> Any:
    reports = apps.get_model("writing", "WrittenReport").objects
    found = reports.filter(template__kind="annual", year=year, unit=None).first()
    if found:
        return found
    templates = apps.get_model("writing", "ReportTemplate").objects
    template = templates.filter(kind="annual").first() or templates.create(
        key="arsredovisning", name="Årsredovisning", kind="annual", decided_by="council"
    )
    return reports.create(template=template, year=year, month=12, template_version=template.version)


def _carry(apps: Any, text: Any, section: Any) -> None:
    """Every time the text was written, by whom and why, as the section's own history."""
    history = apps.get_model("writing", "HistoricalReportSection").objects
    stands = {
        each.attname: getattr(section, each.attname)
        for each in section._meta.concrete_fields
        if each.name not in ("text", "state", "version")
    }
    was = apps.get_model("followup", "HistoricalReportText").objects.filter(id=text.pk).order_by("history_date", "pk")
    history.bulk_create(
        history.model(
            **stands,
            text=row.text,
            state="draft" if row.text else "empty",
            version=row.version,
            **{name: getattr(row, name) for name in CARRIED},
        )
        for row in was
    )


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0015_internal_control"),
        ("writing", "0002_decided"),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField(model_name="historicalreporttext", name="history_user"),
        migrations.DeleteModel(name="ReportText"),
        migrations.DeleteModel(name="HistoricalReportText"),
    ]
