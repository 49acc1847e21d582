"""When the history is sealed."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sala_styr.seal import sealing
from sala_styr.seal.codes import means
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
