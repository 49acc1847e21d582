"""Run inside the service's environment: make people who each lead a unit and have an activity of their own; write what they need to know as JSON.

python -m tests.rehearsal.populate PEOPLE PASSWORD
"""

import json
import os
import sys


def main(people: int, password: str) -> None:
    """One line of JSON on standard output: persons, a controller, a report to make."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sala_styr.settings")
    django.setup()
    from datetime import date

    from django.contrib.auth.hashers import make_password

    from followup.models import Period
    from goals.actions import create_item
    from goals.models import PlanItem
    from sala_styr.history import bulk_create, recording
    from sala_styr.organisation.actor import actor_for, system_actor
    from sala_styr.organisation.models import Appointment, Role, Unit, UnitKind, User
    from sala_styr.writing.models import WrittenReport

    # One password, made once: what is measured is the log-in, not this.
    kept = make_password(password)
    activities = list(
        PlanItem.objects.filter(step__is_activity=True, first_year__lte=2026, last_year__gte=2026, state="active")
        .select_related("step", "owner", "parent")
        .order_by("pk")
    )
    group = Unit.objects.get(kind=UnitKind.GROUP)
    period = Period.objects.get(name__icontains="oktober", year=2026).pk
    with recording(system_actor(), "Repetition"):
        users = [
            User(username=f"rep{n}", first_name="Repetition", last_name=f"Exempel {n}", password=kept)
            for n in range(people)
        ]
        controller, *users = bulk_create(User, [User(username="repctl", last_name="Exempel", password=kept), *users])
        mine = [activities[n % len(activities)] for n in range(people)]
        bulk_create(
            Appointment,
            [
                Appointment(user=user, unit=like.owner, role=Role.MANAGER, valid_from=date(2024, 1, 1))
                for user, like in zip(users, mine, strict=True)
            ]
            + [Appointment(user=controller, unit=group, role=Role.CONTROLLER, valid_from=date(2024, 1, 1))],
        )
    report = WrittenReport.objects.filter(template__name__startswith="Delårsrapport", year=2026).latest("pk").pk
    told = []
    for number, (user, like) in enumerate(zip(users, mine, strict=True)):
        item = create_item(
            actor_for(user),
            step=like.step,
            owner=like.owner,
            parent=like.parent,
            title=f"Repetition {number}",
            first_year=2026,
            last_year=2026,
            responsible=user,
        )
        told.append(
            {"name": user.username, "password": password, "item": item.pk, "unit": like.owner_id, "period": period}
        )
    controller = {"name": controller.username, "password": password}
    sys.stdout.write(json.dumps({"persons": told, "controller": controller, "report": report}) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
