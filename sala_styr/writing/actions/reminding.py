"""Reminding those who write of what they have left: one letter to each of who writes in a report, at most once a day."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.mail.cover import Cover, cover_on
from sala_styr.mail.nudges import Reminding, nudge
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import POLITICAL_KINDS, Role, Unit, User
from sala_styr.organisation.rules import require
from sala_styr.writing.composing import owner_words
from sala_styr.writing.models import OwnerRole, ReportSection
from sala_styr.writing.rules import may_arrange, owner_id
from sala_styr.writing.waiting import left_in


def remind_writers(actor: Actor, sections: Iterable[ReportSection], today: date | None = None) -> Reminding:
    """Remind of those of the sections (which came with report, template and units) that are not handed in.

    Raises Refused for others than those who arrange the reports.
    """
    today = today or timezone.localdate()
    groups: dict[tuple[int, int | None, str], list[ReportSection]] = {}
    for each in left_in(sections):
        require(may_arrange(actor, each.report), _("Påminner gör en controller, eller chefen i sin egen rapport."))
        if each.report.decision_id is None:
            groups.setdefault((each.report_id, owner_id(each), each.owner_role), []).append(each)
    done, cover = Reminding(), cover_on(today)
    political = set(Unit.objects.filter(kind__in=POLITICAL_KINDS).values_list("pk", flat=True))
    with recording(actor, _("Påminde dem som skriver")):
        for rows in groups.values():
            _remind(actor, rows, cover, political, today, done)
    return done


def _remind(
    actor: Actor, rows: Sequence[ReportSection], cover: Cover, political: set[int], today: date, done: Reminding
) -> None:
    first = rows[0]
    whose = owner_words(first)
    if len(rows) == 1:
        about, title = f"report-section:{first.pk}", f"{first.heading}: {first.report}"
        address = reverse("writing:section", args=[first.pk])
    else:
        words = ngettext("%(n)d text kvar i %(report)s", "%(n)d texter kvar i %(report)s", len(rows))
        about = f"report:{first.report_id}:{owner_id(first) or ''}:{first.owner_role}"
        title = words % {"n": len(rows), "report": first.report}
        address = reverse("writing:report", args=[first.report_id])
    due = min((each.due_day for each in rows if each.due_day is not None), default=None)
    asked = _writers(cover, political, owner_id(first), first.owner_role)
    try:
        done.count(nudge(actor, asked, cover, about=about, title=title, url=address, whose=whose, due=due, today=today))
    except RuleBroken:
        done.nobody.append(whose)


def _writers(cover: Cover, political: set[int], unit_id: int | None, role: str) -> list[User]:
    """Those who answer for the text: who leads the unit, or the offices right below it where it is a political body; its chair; the controllers."""
    if unit_id is None or role == OwnerRole.CONTROLLER:
        return cover.controllers
    chairs = cover.leaders.get((unit_id, Role.CHAIR), [])
    if role == OwnerRole.CHAIR:
        return chairs
    offices = [pk for pk, parent in cover.parents.items() if parent == unit_id and pk not in political]
    below = offices if unit_id in political else []
    led = [user for pk in (unit_id, *below) for user in cover.leaders.get((pk, Role.MANAGER), [])]
    return list(dict.fromkeys(led)) or chairs
