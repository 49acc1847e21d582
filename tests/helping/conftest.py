"""Somebody who helps and somebody who is helped, each in a browser of their own."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sala_styr.helping.models import HelpConsent
from sala_styr.organisation.models import User
from tests.cast import Cast

PERSON, HELPER = "manager_a1", "administrator"


@dataclass
class Helping:
    """The administrator helps the manager of A1, who has consented for an hour."""

    cast: Cast
    person: Client = field(init=False)
    helper: Client = field(init=False)

    def __post_init__(self) -> None:
        self.person, self.helper = self.cast.client(PERSON), self.cast.client(HELPER)

    @property
    def who(self) -> User:
        return self.cast.user(PERSON)

    @property
    def by(self) -> User:
        return self.cast.user(HELPER)

    def let(self, minutes: int = 60) -> HelpConsent:
        """The person lets the helper help, on their own page."""
        sent = {"helper": self.by.pk, "about": "Jag hittar inte rutan", "minutes": minutes}
        assert self.person.post(reverse("help:index"), sent).status_code == 302
        return HelpConsent.objects.latest("pk")

    def begin(self, consent: HelpConsent, client: Client | None = None) -> Any:
        return (client or self.helper).post(reverse("help:begin", args=[consent.pk]))

    def begun(self) -> HelpConsent:
        """Consented to, and begun."""
        consent = self.let()
        assert self.begin(consent).status_code == 302
        return consent

    def let_time_pass(self, consent: HelpConsent) -> None:
        """The hour is over."""
        then = timezone.now() - timedelta(hours=2)
        HelpConsent.objects.filter(pk=consent.pk).update(given_at=then, until=then + timedelta(hours=1))


@pytest.fixture
def help_(cast: Cast) -> Helping:
    return Helping(cast)
