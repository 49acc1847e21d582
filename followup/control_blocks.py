"""Internal control in reports: the counts of each nämnd, what deviated and what is done about it, and the test of the companies."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from followup.models import CompanyReview, ControlResult
from followup.queries.control_report import BodyControl
from sala_styr.documents.model import Block, Column, ColumnKind, Paragraph, ParagraphKind, Row, Table
from sala_styr.organisation.models import Unit


def control_blocks(report: Sequence[BodyControl], year: int) -> tuple[Block, ...]:
    """A sentence, the table of the bodies, and the deviations with their measures where there are any."""
    planned = [each for each in report if each.plan is not None]
    if not planned:
        missing = _("Ingen nämnd har en beslutad internkontrollplan för %(year)s.") % {"year": year}
        return (Paragraph(missing, ParagraphKind.NOTE),)
    lead = _(
        "Nämnderna ska se till att den interna kontrollen räcker för att förebygga fel och oegentligheter (KL 6:6). "
        "%(planned)d av %(all)d har en beslutad plan för %(year)s."
    ) % {"planned": len(planned), "all": len(report), "year": year}
    deviations = _deviations_table(planned, year)
    return (Paragraph(lead), _bodies_table(report, year), *((deviations,) if deviations else ()))


def _bodies_table(report: Sequence[BodyControl], year: int) -> Table:
    """Bodies without a plan have dashes: nothing is known, which is not nothing."""
    names = (
        _("Kontroller"),
        _("Varav gjorda"),
        _("Mindre avvikelser"),
        _("Större avvikelser"),
        _("Åtgärder som pågår"),
    )
    return Table(
        caption=_("Intern kontroll %(year)s, antal") % {"year": year},
        columns=(Column(_("Nämnd"), width=30), *(Column(name, ColumnKind.NUMBER) for name in names)),
        rows=tuple(
            Row(
                (each.body.name, len(each.controls), each.carried_out, each.minor, each.major, each.open_measures)
                if each.plan
                else (each.body.name, None, None, None, None, None)
            )
            for each in report
        ),
        note=_("Streck: nämnden har ingen beslutad plan för året."),
    )


def _deviations_table(planned: Sequence[BodyControl], year: int) -> Table | None:
    rows = tuple(
        Row((each.body.label, row.activity.text, result.get_finding_display(), result.text, _done_about(result)))
        for each in planned
        for row in each.rows
        for result in row.results
        if result.is_deviation
    )
    if not rows:
        return None
    heads = (_("Nämnd"), _("Kontroll"), _("Resultat"), _("Vad kontrollen visade"), _("Åtgärd"))
    return Table(
        caption=_("Avvikelser och åtgärder i den interna kontrollen %(year)s") % {"year": year},
        columns=tuple(Column(head, width=width) for head, width in zip(heads, (10, 22, 13, 30, 25), strict=True)),
        rows=rows,
    )


def _done_about(result: ControlResult) -> str | None:
    said = [f"{each.text} ({_('klar') if each.done_on else _('pågår')})" for each in result.measures.all()]
    return "; ".join(said) or None


def reviews_blocks(reviews: Sequence[tuple[Unit, CompanyReview | None]], year: int) -> tuple[Block, ...]:
    """Kommunstyrelsen's test of each company; nothing where there are no companies."""
    if not reviews:
        return ()
    heads = (_("Bolag"), _("Ändamålet"), _("Befogenheterna"), _("Grunder"), _("Beslut"))
    return (
        Table(
            caption=_("Kommunstyrelsens prövning av bolagen %(year)s (KL 6:9)") % {"year": year},
            columns=tuple(Column(head, width=width) for head, width in zip(heads, (20, 13, 13, 34, 20), strict=True)),
            rows=tuple(
                Row(
                    (
                        company.name,
                        review.get_purpose_display(),
                        review.get_powers_display(),
                        review.grounds,
                        str(review.decision),
                    )
                    if review
                    else (company.name, None, None, None, None)
                )
                for company, review in reviews
            ),
            note=_(
                "Ändamålet och befogenheterna: har verksamheten varit förenlig med dem? Streck: inte beslutat ännu."
            ),
        ),
    )
