"""Questions about kommunstyrelsen's yearly test of each company."""

from django.db.models import QuerySet
from django.utils import timezone

from followup.models.company_review import CompanyReview
from followup.rules import control as rules
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, UnitKind


def board_now() -> Unit | None:
    """Kommunstyrelsen. One query."""
    return Unit.objects.on(timezone.localdate()).filter(kind=UnitKind.BOARD).first()


def companies_of(year: int) -> "QuerySet[Unit]":
    """The companies that are tested for ``year``. Lazy."""
    return Unit.objects.in_year(year).filter(kind__in=rules.TESTED_KINDS).order_by("tree_id", "lft")


def companies_with_reviews(actor: Actor, year: int, writes: bool) -> list[tuple[Unit, CompanyReview | None]]:
    """Every company of ``year`` with its test: a draft only for those who write it or read everything. Two queries."""
    reviews = {
        review.company_id: review
        for review in CompanyReview.objects.filter(year=year).select_related("company", "decision__body")
        if review.decision_id is not None or writes or actor.sees_everything
    }
    return [(company, reviews.get(company.pk)) for company in companies_of(year)]


def decided_reviews(year: int) -> list[tuple[Unit, CompanyReview | None]]:
    """Every company of ``year`` with its decided test: what everybody may read. Two queries."""
    decided = CompanyReview.objects.filter(year=year, decision__isnull=False).select_related("decision__body")
    reviews = {review.company_id: review for review in decided}
    return [(company, reviews.get(company.pk)) for company in companies_of(year)]
