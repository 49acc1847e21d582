"""The laws of each grunduppdrag, until now lines of text, get rows of their own. The old text stays where it was."""

import re

from django.db import migrations
from django.utils import timezone

REASON = "Lagarna fick egna rader"
WRITTEN = re.compile(
    r"(?P<name>.+?)\s*\((?:SFS\s*)?(?P<sfs>\d{4}:\d{1,4})\)"
    r"(?:,?\s*(?P<chapter>\d{1,3}(?: ?[a-z])?)\s*kap\.?)?(?:,?\s*(?P<paragraph>\d{1,3}(?: ?[a-z])?(?:[–-]\d{1,3}(?: ?[a-z])?)?)\s*§+)?[.,;]?"
)
LONGEST = 200


def parts(line):
    """The fields of the row or rows that one line becomes. What cannot be read as a law is kept as it is, over as many rows as it needs."""
    found = WRITTEN.fullmatch(line)
    if found and len(found["name"]) <= LONGEST:
        return [{part: found[part] or "" for part in ("name", "sfs", "chapter", "paragraph")}]
    return [{"name": line[at : at + LONGEST]} for at in range(0, len(line), LONGEST)]


def make_rows(apps, schema_editor):
    """One row for each line that has something on it, with history that says why it came."""
    Law = apps.get_model("goals", "LawReference")
    History = apps.get_model("goals", "HistoricalLawReference")
    now = timezone.now()
    for mission in apps.get_model("goals", "CoreMission").objects.exclude(laws="").order_by("pk"):
        lines = [" ".join(line.split()) for line in mission.laws.splitlines() if line.strip()]
        rows = [fields for line in lines for fields in parts(line)]
        first = Law.objects.filter(mission=mission).count() + 1
        for order, fields in enumerate(rows, first):
            law = Law.objects.create(mission=mission, order=order, **fields)
            History.objects.create(
                id=law.pk,
                mission_id=mission.pk,
                order=order,
                history_date=now,
                history_type="+",
                history_change_reason=REASON,
                **fields,
            )


class Migration(migrations.Migration):
    dependencies = [("goals", "0003_assignments")]

    operations = [migrations.RunPython(make_rows, migrations.RunPython.noop)]
