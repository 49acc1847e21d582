"""The tables of the open pages, and of those inside that look after them, as files."""

from collections.abc import Iterable, Mapping

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from followup.models import Period
from public.models import Feedback, Publication
from public.queries.followup import PublicStatus
from public.queries.money import PublicBudget
from public.queries.plan import PublicItem
from sala_styr.tables import Column, Kind, Listing, text_column


def budget_listing(budget: PublicBudget) -> Listing:
    """What each area was given, then and now, and its part of a hundred kronor."""
    columns = (
        *text_column(_("Område")),
        *(Column(_("Beslutat"), Kind.AMOUNT), Column(_("Nu"), Kind.AMOUNT), Column(_("Av hundra kronor"), Kind.AMOUNT)),
    )
    rows = ((area.unit.name, area.original, area.current, area.hundred) for area in budget.areas)
    return Listing(_("Budget %(year)s") % {"year": budget.year}, columns, rows)


def follow_up_listing(period: Period, items: Iterable[PublicItem], statuses: Mapping[int, PublicStatus]) -> Listing:
    """Each part of the plan with what was said of it; empty where nothing was."""
    columns = (
        *text_column(_("Ägare"), _("Nivå"), _("Mål"), _("Bedömning"), _("Trend")),
        Column(_("Varför"), Kind.LONG_TEXT),
    )

    def row(item: PublicItem) -> tuple[str | None, ...]:
        said = statuses.get(item.number)
        words = (said.look.word, said.look.trend_word, said.look.comment) if said else (None, None, None)
        return item.owner, item.step, item.title, *words

    return Listing(_("Uppföljning %(period)s") % {"period": period}, columns, map(row, items))


def publication_listing(publications: Iterable[Publication]) -> Listing:
    """What is and has been published."""
    columns = (
        *(*text_column(_("Vad")), Column(_("Publicerad"), Kind.DATE), *text_column(_("Av"))),
        *(Column(_("Tillbakadragen"), Kind.DATE), Column(_("Varför"), Kind.LONG_TEXT)),
    )
    rows = (
        (
            *(str(each), localtime(each.published_at).date(), str(each.published_by or "") or None),
            *(localtime(each.withdrawn_at).date() if each.withdrawn_at else None, each.withdrawn_because or None),
        )
        for each in publications
    )
    return Listing(_("Publicerat"), columns, rows)


def feedback_listing(feedback: Iterable[Feedback]) -> Listing:
    """What visitors have told us, and what was done."""
    columns = (
        *(Column(_("Skrivet"), Kind.DATE), Column(_("Synpunkt"), Kind.LONG_TEXT), *text_column(_("Sida"), _("E-post"))),
        *(Column(_("Avklarat"), Kind.DATE), Column(_("Vad som gjordes"), Kind.LONG_TEXT)),
    )
    rows = (
        (
            *(localtime(each.written_at).date(), each.message, each.page or None, each.email or None),
            *(localtime(each.answered_at).date() if each.answered_at else None, each.outcome or None),
        )
        for each in feedback
    )
    return Listing(_("Synpunkter"), columns, rows)
