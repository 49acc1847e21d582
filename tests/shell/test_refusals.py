"""When the answer is no: a calm page with the reason and a way back."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.shell.pages")]
HTMX = {"HX-Request": "true"}


def ask(kind: str, **headers: str) -> tuple[int, str]:
    answer = Client(raise_request_exception=False).post(
        f"/prov/{kind}/", {"titel": "Trygg uppväxt", "text": "Ny text"}, headers=headers
    )
    return answer.status_code, answer.content.decode()


def test_a_missing_right_gets_the_reason_and_who_may_instead() -> None:
    status, page = ask("refused")
    assert status == 403
    assert "Målet ägs av Skolnämnden. Dess ledamöter kan ändra det." in page
    assert "<h1" in page


def test_a_broken_rule_gets_its_own_words_and_says_that_nothing_was_saved() -> None:
    status, page = ask("rule")
    assert status == 409
    assert "Fördelningen är 120 tkr större än ramen." in page
    assert "Inget har sparats." in page


def test_the_second_of_two_editors_keeps_what_they_wrote() -> None:
    status, page = ask("conflict")
    assert status == 409
    assert "Björn Exempel sparade samma mål klockan 14:02." in page
    assert "Ny text" in page


def test_what_was_typed_is_shown_without_passwords_and_seals() -> None:
    answer = Client().post(
        "/prov/conflict/", {"password": "hemligheten", "csrfmiddlewaretoken": "sigillet", "namn": "Anna"}
    )
    page = answer.content.decode()
    assert "Anna" in page
    assert "hemligheten" not in page
    assert "sigillet" not in page


def test_what_was_typed_is_shown_as_text_not_as_html() -> None:
    page = Client().post("/prov/conflict/", {"text": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_way_back_leads_to_the_page_one_came_from() -> None:
    _status, page = ask("refused", referer="http://testserver/mal/7/?ar=2026")
    assert 'href="http://testserver/mal/7/?ar=2026"' in page


def test_the_way_back_never_leads_to_another_site() -> None:
    _status, page = ask("refused", referer="http://annan.example/")
    assert "annan.example" not in page


@pytest.mark.parametrize(("kind", "status"), [("refused", 403), ("rule", 409), ("conflict", 409)])
def test_htmx_gets_a_small_piece_among_the_messages_and_the_page_stays(kind: str, status: int) -> None:
    answer = Client().post(f"/prov/{kind}/", headers=HTMX)
    assert answer.status_code == status
    assert answer["HX-Retarget"] == "#meddelanden"
    assert "<html" not in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


def test_htmx_after_a_log_out_gets_a_message_and_not_the_log_in_page_in_the_middle_of_a_table() -> None:
    answer = Client().get("/privat/", headers=HTMX)
    assert answer.status_code == 403
    assert answer["HX-Retarget"] == "#meddelanden"
    assert "Du är inte längre inloggad" in answer.content.decode()
    assert "hemligt" not in answer.content.decode()


def test_what_was_sent_after_a_log_out_is_said_not_to_be_saved() -> None:
    answer = Client().post("/privat/", {"text": "Ny text"}, follow=True)
    assert "Det du skickade är inte sparat" in answer.content.decode()
    assert "Det du skickade är inte sparat" not in Client().get("/privat/", follow=True).content.decode()


def test_an_address_that_only_takes_what_is_sent_says_so() -> None:
    answer = Client().get("/sprak/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Här finns ingen sida att visa" in answer.content.decode()
    assert "Inget har sparats." in answer.content.decode()


def test_an_old_page_with_a_stale_seal_gets_words() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("set_language"), {"language": "en"})
    assert answer.status_code == 403
    assert "Sidan hade blivit för gammal" in answer.content.decode()


def test_htmx_with_a_stale_seal_gets_a_message() -> None:
    answer = Client(enforce_csrf_checks=True).post("/prov/rule/", headers=HTMX)
    assert answer.status_code == 403
    assert answer["HX-Retarget"] == "#meddelanden"


def test_django_s_own_refusal_has_a_page_too() -> None:
    status, page = ask("denied")
    assert status == 403
    assert "Dina uppdrag ger inte rätt till det här." in page


def test_a_page_that_is_not_there_says_so_in_the_shell() -> None:
    answer = Client().get("/finns/inte/")
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.content.decode()
    assert 'class="site-header"' in answer.content.decode()


def test_a_bug_is_not_dressed_up_as_a_refusal() -> None:
    status, page = ask("bug")
    assert status == 500
    assert "Något gick fel hos oss" in page
    assert "ZeroDivision" not in page
    assert "None" not in page
