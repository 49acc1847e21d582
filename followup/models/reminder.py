"""When reminders go out, and what each person has been reminded of."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel
from sala_styr.mail.models import Message


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("måndag")
    TUESDAY = 1, _("tisdag")
    WEDNESDAY = 2, _("onsdag")
    THURSDAY = 3, _("torsdag")
    FRIDAY = 4, _("fredag")


class ReminderRule(TrackedModel):
    """The one row that says when the week's letter goes out, and whether there is one the day before. ``*_done``: how far ``run_due`` has come."""

    history_ignores = ("week_done", "day_done")

    weekday = models.PositiveSmallIntegerField(_("veckodag"), choices=Weekday, default=Weekday.MONDAY)
    hour = models.PositiveSmallIntegerField(_("tidigast klockan"), default=7, validators=[MaxValueValidator(23)])
    day_before = models.BooleanField(_("påminn också arbetsdagen innan"), default=True)
    week_done = models.DateField(_("veckans brev skrivna"), null=True, blank=True, editable=False)
    day_done = models.DateField(_("dagens brev skrivna"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("när påminnelser går ut")
        verbose_name_plural = _("när påminnelser går ut")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="reminder_rule_is_one"),
            models.CheckConstraint(condition=Q(weekday__lte=4), name="reminder_rule_weekday"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="reminder_rule_hour"),
        ]

    def __str__(self) -> str:
        return str(Weekday(self.weekday).label)


class Occasion(models.TextChoices):
    """Why one is reminded: each thing once for each."""

    SOON = "soon", _("snart dags")
    EVE = "eve", _("dagen innan")
    LATE = "late", _("över tiden")


class Reminded(models.Model):
    """This person got this letter about this thing. A thing whose day is moved is another occasion. Written with the letter, never changed."""

    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminded", verbose_name=_("mottagare")
    )
    todo = models.CharField(_("sak att göra"), max_length=160)
    occasion = models.CharField(_("tillfälle"), max_length=4, choices=Occasion)
    due = models.DateField(_("klar senast"))
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reminds_of", verbose_name=_("brev"))

    class Meta:
        verbose_name = _("påmind om")
        verbose_name_plural = _("påminda om")
        constraints = [
            models.UniqueConstraint(fields=["receiver", "todo", "occasion", "due"], name="reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.receiver}: {self.todo}, {self.get_occasion_display()}"
