"""When the history is sealed."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from sala_styr.seal import sealing
from sala_styr.seal.codes import means
from sala_styr.seal.letters import ask_to_tell, letter
from sala_styr.seal.models import Cause, Seal
from sala_styr.seal.printing import sealed as seal_for
from sala_styr.seal.sealing import seal_what_is_due, unsealed
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_it_is_sealed_once_a_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first = seal_what_is_due()
    assert first is not None
    assert first.cause == Cause.DAILY
    assert seal_what_is_due() is None
    _make_it(monkeypatch, timezone.now() + timedelta(days=1))
    assert seal_what_is_due() is None, "nothing has happened"


def _make_it(monkeypatch: pytest.MonkeyPatch, when: Any) -> None:
    monkeypatch.setattr(sealing.timezone, "localdate", lambda given=None: (given or when).date())


def test_a_decision_is_sealed_at_once(sealed: Seal, cast: Cast) -> None:
    cast.decision()
    assert unsealed()[0] == 1
    made = seal_what_is_due()
    assert made is not None
    assert (made.cause, made.previous) == (Cause.DECISION, sealed.digest)
    assert unsealed()[0] == 0


def test_a_decided_report_says_the_seal(cast: Cast) -> None:
    said = seal_for("Årsredovisning 2025")
    made = Seal.objects.get()
    assert said is not None
    assert made.code in said.line
    assert said.mark.startswith("SALA-SEAL-1 1 20")
    assert means(said.mark, made.digest)
    assert not means(said.mark.replace(" 1 ", " 2 ")[:-1] + "G", made.digest)
    assert (made.cause, made.about) == (Cause.REPORT, "Årsredovisning 2025")


def test_each_days_seal_is_sent_outside_with_the_ones_before_it(sealed: Seal, cast: Cast, settings: Settings) -> None:
    assert ask_to_tell(sealed) is False, "nobody is named"
    assert mail.outbox == []
    settings.SALA_SEAL_MAIL_TO = ["revisor@example.org"]
    cast.decision()
    made = seal_what_is_due()
    assert made is not None
    assert ask_to_tell(made) is True
    (sent,) = mail.outbox
    assert (sent.to, made.code in sent.subject) == (["revisor@example.org"], True)
    lines = [line for line in str(sent.body).splitlines() if line.startswith("SALA-SEAL-1")]
    assert len(lines) == 2
    assert means(lines[0], made.digest)
    assert means(lines[1], sealed.digest)
    assert letter(sealed.number).body.count("SALA-SEAL-1") == 1
