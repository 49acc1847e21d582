"""Written reports as kinds of reports: one kind for each kind of template, all built the same way (``composing``)."""

from django.utils.translation import gettext as _

from sala_styr.documents.kinds import Order, Progress, report_kind
from sala_styr.documents.model import Document
from sala_styr.errors import RuleBroken
from sala_styr.writing.composing import compose
from sala_styr.writing.models import TemplateKind, WrittenReport


def build(order: Order, progress: Progress) -> Document:
    """The written report whose id is the order's subject. Raises RuleBroken when it was to be decided and has been opened since."""
    report = WrittenReport.objects.select_related("template", "unit").get(pk=order.subject or 0)
    if order.decision is not None and report.decision_id != order.decision:
        raise RuleBroken(
            _("Rapporten har öppnats igen sedan den beslutades. Gör den från sidan där den skrivs när den är klar.")
        )
    return compose(report, progress)


for each in TemplateKind:
    report_kind(each.value, title=each.label, page="writing:report")(build)
