from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def say_the_lines_year(apps, schema_editor):
    """A share that is there already is of its line's year."""
    line = apps.get_model("budget", "DetailLine").objects.filter(pk=OuterRef("line_id"))
    apps.get_model("budget", "LineShare").objects.update(year=Subquery(line.values("year")[:1]))


class Migration(migrations.Migration):
    dependencies = [("budget", "0012_one_index_of_batches")]

    operations = [
        migrations.AddField(
            "lineshare",
            "year",
            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="år"),
            preserve_default=False,
        ),
        migrations.AddField(
            "historicallineshare",
            "year",
            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="år"),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "lineshare", models.Index(fields=["year", "plan_item", "amount"], name="share_year_item")
        ),
        migrations.RunPython(say_the_lines_year, migrations.RunPython.noop),
    ]
