"""What the reports that are written together ask of a person: texts to write, texts to read, comments to answer."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followup.todo import Todo, todo_kind
from sala_styr.organisation.actor import Actor
from sala_styr.writing.models import SectionState
from sala_styr.writing.waiting import (
    answered_by,
    comments_to_answer,
    open_comments,
    open_texts,
    reports_to_read,
    sections_to_write,
)

WORDS = 60
"""Signs of a comment in the list."""


@todo_kind("report-section", gettext_lazy("Avsnitt att skriva i rapporter"), 21, first=open_texts)
def texts_to_write(actor: Actor, today: date) -> Iterator[Todo]:
    """The person's own texts in reports that are not decided; what came back with the word it came with. Two queries."""
    for each in sections_to_write(actor):
        returned = each.state == SectionState.RETURNED
        yield Todo(
            f"report-section:{each.pk}",
            f"{each.heading}: {each.report}",
            reverse("writing:section", args=[each.pk]),
            each.due_day,
            _("Tillbaka: %(word)s") % {"word": each.returned_because} if returned else str(each.get_state_display()),
            action=_("Lämna in") if each.state == SectionState.DRAFT else _("Skriv"),
        )


@todo_kind("report-read", gettext_lazy("Texter att läsa i rapporter"), 36, first=open_texts)
def texts_to_read(actor: Actor, today: date) -> Iterator[Todo]:
    """The reports where texts wait to be read, a row for each report. Two queries."""
    for each in reports_to_read(actor):
        words = ngettext("%(n)d text väntar på att läsas", "%(n)d texter väntar på att läsas", each.count)
        yield Todo(
            f"report-read:{each.report.pk}",
            _("Läs texterna i %(report)s") % {"report": each.report},
            reverse("writing:report", args=[each.report.pk]),
            each.report.due,
            words % {"n": each.count},
            action=_("Läs"),
        )


@todo_kind("report-comment", gettext_lazy("Kommentarer att svara på i rapporter"), 37, first=open_comments)
def comments(actor: Actor, today: date) -> Iterator[Todo]:
    """What somebody has said of the person's text, or answered. Two queries."""
    for said in comments_to_answer(actor):
        yield Todo(
            f"report-comment:{said.pk}",
            _("%(who)s om ”%(heading)s”") % {"who": said.author or _("Någon"), "heading": said.section.heading},
            reverse("writing:section", args=[said.section_id]) + f"#kommentar-{said.answers_id or said.pk}",
            answered_by(said),
            Truncator(said.text).chars(WORDS),
            action=_("Svara"),
        )
