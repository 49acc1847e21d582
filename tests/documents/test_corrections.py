"""A corrected report: the old says by which, the new says which and why, lists say so, and what differs is one click away."""

import pytest

from sala_styr.documents.archive import archive_package
from sala_styr.documents.corrections import correction_line
from sala_styr.documents.models import Report
from tests.cast import Cast
from tests.documents.kept_reports import kept_report
from tests.documents.test_comparing import first, second
from tests.documents.test_report_pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_kinds", "queue")]
WHY = "Utfallet för kommunstyrelsen\nvar fel."


@pytest.fixture
def pair(cast: Cast) -> tuple[Report, Report]:
    """A decided report, and the one that corrects it."""
    old = kept_report(first(), decision=cast.decision("KF", registry_number="KS 2026/112"), template_version=3)
    new = kept_report(second(), decision=cast.decision("KF"), corrects=old, correction=WHY)
    return old, new


def test_the_old_one_says_by_which_and_why(cast: Cast, pair: tuple[Report, Report]) -> None:
    old, new = pair
    for tail in ("", "lasa/"):
        page = text(cast.client("politician_a"), f"/rapporter/{old.pk}/{tail}")
        assert "Den här rapporten är rättad" in page
        assert f'href="/rapporter/{new.pk}/"' in page
        assert "Utfallet för kommunstyrelsen<br>var fel." in page
        assert f'href="/rapporter/{new.pk}/jamfor/?med={old.pk}"' in page
        assert "Den här rapporten är rättad" not in text(cast.client("politician_a"), f"/rapporter/{new.pk}/{tail}")


def test_the_new_one_says_which_and_why(cast: Cast, pair: tuple[Report, Report]) -> None:
    old, new = pair
    page = text(cast.client("politician_a"), f"/rapporter/{new.pk}/")
    assert "Den här rapporten rättar en tidigare" in page
    assert f'href="/rapporter/{old.pk}/"' in page
    assert f'href="/rapporter/{new.pk}/jamfor/?med={old.pk}"' in page


def test_the_list_says_so_on_the_page_and_in_the_file(cast: Cast, pair: tuple[Report, Report]) -> None:
    old, _new = pair
    client = cast.client("politician_a")
    page = text(client, "/rapporter/")
    assert f"rättar {old.decision}" in page
    assert page.count("rättad av en ny rapport") == 1
    rows = b"".join(client.get("/rapporter/?format=csv")).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert f";rättar {old.decision};" in rows[1]
    assert ";rättad av en ny rapport;" in rows[2]


def test_it_is_compared_with_the_one_it_corrects_unless_another_is_asked_for(
    cast: Cast, pair: tuple[Report, Report]
) -> None:
    old, new = pair
    kept_report(first(), by=cast.user("controller"))
    page = text(cast.client("controller"), f"/rapporter/{new.pk}/jamfor/")
    assert f'<option value="{old.pk}" selected>' in page
    assert "3 avsnitt och 1 siffra skiljer." in page


def test_a_correction_under_way_has_corrected_nothing_yet(cast: Cast) -> None:
    old = kept_report(first(), decision=cast.decision("KF"))
    Report.objects.create(
        kind="tiny", year=2025, draft=False, decision=cast.decision("KF"), corrects=old, correction=WHY
    )
    assert "är rättad" not in text(cast.client("politician_a"), f"/rapporter/{old.pk}/")


def test_the_first_page_and_the_archive_say_it_in_a_line(pair: tuple[Report, Report]) -> None:
    old, new = pair
    line = f"Rättar {old}, {old.decision}, därför att: Utfallet för kommunstyrelsen var fel."
    assert correction_line(new) == line
    assert correction_line(old) == ""
    held = {
        file.path: file.content.decode() for file in archive_package(new).files if file.path.endswith(("xml", "txt"))
    }
    assert line in held["metadata/descriptive/arende.xml"]
    assert old.sha256 in held["metadata/descriptive/dc.xml"]
    assert line in held["documentation/LÄSMIG.txt"]


def test_the_template_version_is_told(cast: Cast, pair: tuple[Report, Report]) -> None:
    old, new = pair
    assert "<dt>Mallens version</dt><dd>3 " in text(cast.client("politician_a"), f"/rapporter/{old.pk}/")
    assert "Mallens version" not in text(cast.client("politician_a"), f"/rapporter/{new.pk}/")


def test_reports_of_the_same_thing_are_offered_first(cast: Cast) -> None:
    user = cast.user("controller")
    other = kept_report(first(), by=user, subject=8)
    same = kept_report(first(), by=user, subject=7, year=2024)
    asked = kept_report(second(), by=user, subject=7)
    page = text(cast.client("controller"), f"/rapporter/{asked.pk}/jamfor/")
    assert page.index(f'<option value="{same.pk}"') < page.index(f'<option value="{other.pk}"')
