"""A question to those who answer for a goal, and their answer. Both are published with the goal."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.models import PlanItem
from sala_styr.history.models import TrackedModel

TIME_TO_ANSWER = timedelta(days=14)


class QuestionQuerySet(models.QuerySet["GoalQuestion"]):
    def published(self) -> "QuestionQuerySet":
        """Those that have not been taken back: no moderation, so a question is public as soon as it is put."""
        return self.filter(withdrawn_at=None)

    def unanswered(self) -> "QuestionQuerySet":
        """Published, and without an answer."""
        return self.published().filter(answered_at=None)

    def answered(self) -> "QuestionQuerySet":
        return self.published().exclude(answered_at=None)


class GoalQuestion(TrackedModel):
    """Put by an elected representative, or by somebody without an account (``asked_by`` None): ``asked_as`` then says who, in their own words.

    An answer may be written anew by those who answer; the history keeps the earlier. A question is taken back only while it has no answer.
    """

    plan_item = models.ForeignKey(
        PlanItem, on_delete=models.PROTECT, related_name="questions", verbose_name=_("del av planen")
    )
    text = models.TextField(_("fråga"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="goal_questions",
        verbose_name=_("ställd av"),
    )
    asked_as = models.CharField(_("i egenskap av"), max_length=120, blank=True)
    asked_at = models.DateTimeField(_("ställd"), auto_now_add=True)
    answer = models.TextField(_("svar"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="goal_answers",
        verbose_name=_("besvarad av"),
    )
    answered_at = models.DateTimeField(_("besvarad"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("tillbakatagen"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: Any = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("fråga om ett mål")
        verbose_name_plural = _("frågor om mål")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["plan_item", "answered_at"], name="question_of_item")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="goal_question_has_text"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="goal_question_answer_has_day",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="goal_question_answered_stays",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def asker(self) -> str:
        """Who asks: the name, or what somebody without an account called themselves."""
        return str(self.asked_by) if self.asked_by is not None else self.asked_as or str(_("En invånare"))

    @property
    def due(self) -> date:
        """When the one who asked may expect an answer."""
        return timezone.localdate(self.asked_at) + TIME_TO_ANSWER

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None
