from typing import Any

from django.db import migrations, models


def leave_the_vision_out(apps: Any, schema_editor: Any) -> None:
    """What stands at the top of the goals was never followed up itself: it was told by having nothing above it. Now it is said."""
    for name, kept in (("Level", "parent__isnull"), ("HistoricalLevel", "parent_id__isnull")):
        apps.get_model("goals", name).objects.filter(track="goals", **{kept: True}).update(followed_up=False)


class Migration(migrations.Migration):
    dependencies = [("goals", "0004_law_rows")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="followed_up",
            field=models.BooleanField(
                default=True,
                help_text="En vision följs inte upp själv: det görs genom det som svarar på den.",
                verbose_name="följs upp",
            ),
        )
        for name in ("historicallevel", "level")
    ] + [migrations.RunPython(leave_the_vision_out, migrations.RunPython.noop)]
