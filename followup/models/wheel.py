"""The year wheel: what returns every year, by law or by our own custom, and what is special for one year (domain §2.2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followup.models.period import PeriodKind
from sala_styr.history.models import TrackedModel
from sala_styr.organisation.models import Role, Unit, UnitKind


class WheelTrack(models.TextChoices):
    """The four things that go on beside each other through the year: the rings of the drawing, outermost first."""

    PLANNING = "planning", _("planering")
    FOLLOW_UP = "follow_up", _("uppföljning och dialog")
    CLOSING = "closing", _("bokslut")
    CONTROL = "control", _("kontroll")


class WheelYears(models.TextChoices):
    """Elections are every fourth year: 2022, 2026, 2030."""

    ALL = "all", _("varje år")
    ELECTION = "election", _("valår")
    NOT_ELECTION = "not_election", _("år utan val")


class WheelAbout(models.IntegerChoices):
    """Which year's plan or books the step is about, counted from the year it is done in."""

    LAST = -1, _("året innan")
    THIS = 0, _("samma år")
    NEXT = 1, _("nästa år")


class WheelWork(models.TextChoices):
    """The work that a step leads to, and from which one reads how far it has come. Empty: a person says when it is done."""

    BUDGET_PROPOSALS = "proposals", _("budgetförslag")
    BUDGET = "budget", _("kommunfullmäktiges budgetbeslut")
    FRAMES = "frames", _("nämndernas ramar")
    PLANS = "plans", _("nämndernas verksamhetsplaner")
    ALLOCATIONS = "allocations", _("nämndernas fördelning av ramen")
    DETAIL = "detail", _("detaljbudget")
    ASSESSMENTS = "assessments", _("periodens uppföljning")
    DIALOGUES = "dialogues", _("periodens dialoger")
    FORECASTS = "forecasts", _("enheternas prognoser")
    ANNUAL_REPORT = "annual_report", _("årsredovisningen")
    YEAR_CLOSED = "year_closed", _("att året är avslutat")
    CONTROL_PLANS = "control_plans", _("nämndernas internkontrollplaner")
    COMPANY_REVIEWS = "reviews", _("kommunstyrelsens prövning av bolagen")


class WheelStep(TrackedModel):
    """One step that returns. Its last day is ``day`` in ``month`` (without ``day`` the month's last), or the day a period is to be handed in."""

    key = models.CharField(_("nyckel"), max_length=40, blank=True, editable=False)
    name = models.CharField(_("namn"), max_length=120)
    track = models.CharField(_("spår"), max_length=9, choices=WheelTrack)
    start_month = models.PositiveSmallIntegerField(_("börjar i månad"), null=True, blank=True)
    month = models.PositiveSmallIntegerField(_("månad"))
    day = models.PositiveSmallIntegerField(_("dag"), null=True, blank=True)
    on_working_day = models.BooleanField(_("flyttas till vardagen före"), default=False)
    period_kind = models.CharField(_("följer perioden"), max_length=9, choices=PeriodKind, blank=True)
    years = models.CharField(_("vilka år"), max_length=12, choices=WheelYears, default=WheelYears.ALL)
    about = models.SmallIntegerField(_("gäller"), choices=WheelAbout, default=WheelAbout.THIS)
    first_year = models.PositiveSmallIntegerField(_("från och med år"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("till och med år"), null=True, blank=True)
    law = models.CharField(_("lagrum"), max_length=60, blank=True)
    text = models.TextField(_("vad det innebär"), blank=True)
    owner = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="wheel_steps", verbose_name=_("svarar gör")
    )
    owner_kind = models.CharField(_("svarar gör alla av slaget"), max_length=10, choices=UnitKind, blank=True)
    role = models.CharField(_("den som är"), max_length=13, choices=Role, blank=True)
    work = models.CharField(_("arbete"), max_length=13, choices=WheelWork, blank=True)
    is_asked = models.BooleanField(_("visas som att göra"), default=True)
    is_public = models.BooleanField(_("visas för alla"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("steg i årshjulet")
        verbose_name_plural = _("steg i årshjulet")
        ordering = ["month", "day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="wheel_step_key_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="wheel_month_is_one"),
            models.CheckConstraint(
                condition=Q(start_month__isnull=True) | Q(start_month__gte=1, start_month__lte=12),
                name="wheel_start_is_a_month",
            ),
            models.CheckConstraint(condition=Q(day__isnull=True) | Q(day__gte=1, day__lte=31), name="wheel_day_is_one"),
            models.CheckConstraint(condition=~Q(name=""), name="wheel_step_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class WheelYear(TrackedModel):
    """What is special for a step in one year: another day, that it is left out, or that a person has noted it as done."""

    step = models.ForeignKey(
        WheelStep, on_delete=models.PROTECT, related_name="in_years", verbose_name=_("steg i årshjulet")
    )
    year = models.PositiveSmallIntegerField(_("år"))
    day = models.DateField(_("dag det året"), null=True, blank=True)
    left_out = models.BooleanField(_("görs inte det året"), default=False)
    reason = models.CharField(_("varför"), max_length=200, blank=True)
    done_on = models.DateField(_("klart"), null=True, blank=True)
    done_note = models.CharField(_("var det står"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("årshjulets steg ett visst år")
        verbose_name_plural = _("årshjulets steg ett visst år")
        constraints = [
            models.UniqueConstraint(fields=["step", "year"], name="wheel_step_once_a_year"),
            models.CheckConstraint(condition=Q(left_out=False) | ~Q(reason=""), name="wheel_left_out_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.year}"


class WheelPart(TrackedModel):
    """One unit's part of a step that several answer for, each for itself, and that no work tells of: noted as done by who leads the unit."""

    step = models.ForeignKey(
        WheelStep, on_delete=models.PROTECT, related_name="parts", verbose_name=_("steg i årshjulet")
    )
    year = models.PositiveSmallIntegerField(_("år"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="wheel_parts", verbose_name=_("enhet"))
    done_on = models.DateField(_("klart"))
    done_note = models.CharField(_("var det står"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("en enhets del av ett steg i årshjulet")
        verbose_name_plural = _("enheters delar av steg i årshjulet")
        constraints = [
            models.UniqueConstraint(fields=["step", "year", "unit"], name="wheel_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.year}, {self.unit}"


class WheelFeed(TrackedModel):
    """A person's own calendar address. A new ``key`` makes the old address useless."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="wheel_feed", verbose_name=_("person")
    )
    key = models.CharField(_("nyckel"), max_length=32)

    class Meta:
        verbose_name = _("kalenderadress")
        verbose_name_plural = _("kalenderadresser")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}, {self.user}"
