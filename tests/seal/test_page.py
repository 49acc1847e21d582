"""The page of seals: everybody with an appointment reads the codes, and nobody else."""

from django.urls import reverse

from sala_styr.seal.exporting import verifier
from sala_styr.seal.models import Cause
from sala_styr.seal.sealing import seal
from tests.cast import Cast


def test_the_codes_are_read_by_all_who_have_an_appointment(cast: Cast) -> None:
    address = reverse("seal:seals")
    assert "Inget är förseglat än" in cast.client("politician_a").get(address).content.decode()
    made = seal(Cause.DECISION, "KF § 12")
    assert made is not None
    page = cast.client("politician_a").get(address).content.decode()
    assert made.code in page
    assert "ett beslut: KF § 12" in page
    assert "Allt som har hänt är förseglat." in page
    cast.decision()
    assert "1 ändring väntar på nästa sigill" in cast.client("manager_a1").get(address).content.decode()
    assert cast.client("outsider").get(address).status_code == 403


def test_the_verifier_is_taken_from_the_page(cast: Cast) -> None:
    answer = cast.client("auditor").get(reverse("seal:verifier"))
    assert answer["Content-Disposition"] == 'attachment; filename="verify_offline.py"'
    assert answer.content.decode() == verifier()
    assert cast.client("outsider").get(reverse("seal:verifier")).status_code == 403


def test_the_page_asks_as_many_questions_whatever_the_number_of_seals(
    cast: Cast, django_assert_num_queries: object, django_assert_max_num_queries: object
) -> None:
    client = cast.client("auditor")
    seal(Cause.BY_HAND)
    client.get(reverse("seal:seals"))
    with django_assert_max_num_queries(20) as few:  # type: ignore[operator]
        client.get(reverse("seal:seals"))
    for _turn in range(5):
        cast.decision()
        seal(Cause.BY_HAND)
    with django_assert_num_queries(len(few)):  # type: ignore[operator]
        client.get(reverse("seal:seals"))
