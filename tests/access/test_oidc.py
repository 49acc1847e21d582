"""Coming in through OpenID Connect, with a certified provider (panva's oidc-provider) at the other end."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sala_styr.access.models import AccessEvent, EventKind
from sala_styr.organisation.models import User
from tests.access.conftest import HERE, KEY, Visitor, asked
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oidc_app")]


def last_event() -> AccessEvent:
    return AccessEvent.objects.select_related("user").first()  # type: ignore[return-value]


def test_somebody_we_know_comes_in_and_goes_where_they_were_going(cast: Cast) -> None:
    visitor = Visitor("controller")
    answer = visitor.log_in(next="/organisation/")
    assert answer["Location"] == "/organisation/"
    assert visitor.client.session["_auth_user_id"] == str(cast.user("controller").pk)
    assert (last_event().kind, last_event().user) == (EventKind.LOGIN, cast.user("controller"))
    # The second time the account is known by its subject, whatever the name has become.
    User.objects.filter(username="controller").update(username="har-bytt-namn", email="")
    again = Visitor("controller")
    again.log_in()
    assert again.client.session["_auth_user_id"] == str(cast.user("controller").pk)
    assert SocialAccount.objects.get().extra_data == {}


def test_the_log_in_page_offers_the_service_and_keeps_where_one_was_going(client: Client) -> None:
    page = client.get(reverse("login"), {"next": "/organisation/"}).content.decode()
    assert f'href="{reverse("openid_connect_login", args=["oidc"])}?next=%2Forganisation%2F"' in page


def test_what_is_asked_of_the_service_is_ours_alone_to_say(cast: Cast) -> None:
    told = asked(Visitor("controller").set_out(scope="everything", auth_params="prompt=none", process="connect"))
    assert set(told["scope"].split()) == {"openid", "profile", "email", "groups"}
    assert "prompt" not in told
    assert (told["response_type"], told["code_challenge_method"]) == ("code", "S256")
    assert len(told["nonce"]) > 40
    assert len(told["state"]) > 10


def test_a_newcomer_is_added_without_appointments_and_sees_nothing_yet(cast: Cast) -> None:
    visitor = Visitor("nykomling")
    visitor.log_in()
    person = User.objects.get(username="nykomling@styr.example")
    assert (str(person), person.has_usable_password(), person.appointments.count()) == ("Nykomling Exempel", False, 0)
    assert person.history.get().history_change_reason == "Lades till vid första inloggningen"
    assert "uppdrag" in visitor.client.get(reverse("start")).content.decode()
    assert AccessEvent.objects.filter(kind=EventKind.CREATED, user=person).count() == 1


def test_nobody_is_added_where_the_municipality_adds_people_itself(cast: Cast, settings: Settings) -> None:
    settings.SSO_ADDS_PEOPLE = False
    visitor = Visitor("nykomling")
    answer = visitor.log_in()
    assert answer.status_code == 403
    assert "Vi hittar dig inte" in answer.content.decode()
    assert not visitor.is_in


def test_an_address_that_the_service_has_not_verified_is_nobodys(cast: Cast) -> None:
    User.objects.filter(username="controller").update(email="controller@styr.example")
    visitor = Visitor("overifierad")
    assert visitor.log_in().status_code == 403
    assert not visitor.is_in


def test_two_who_fit_are_not_guessed_between(cast: Cast) -> None:
    User.objects.filter(username__in=["manager_a", "manager_b"]).update(email="nykomling@styr.example")
    visitor = Visitor("nykomling")
    assert visitor.log_in().status_code == 403
    assert not visitor.is_in


def test_an_account_is_tied_to_one_person_and_not_moved_to_another(cast: Cast) -> None:
    SocialAccount.objects.create(user=cast.user("controller"), provider="oidc", uid="somebody-else")
    Visitor("controller").log_in()
    assert SocialAccount.objects.filter(user=cast.user("controller")).count() == 1


def test_a_log_in_that_is_closed_here_is_closed_whatever_the_service_says(cast: Cast) -> None:
    User.objects.filter(username="controller").update(is_active=False)
    visitor = Visitor("controller")
    answer = visitor.log_in()
    assert answer.status_code == 403
    assert "stängd" in answer.content.decode()
    assert not visitor.is_in
    assert last_event().kind == EventKind.CLOSED


def test_somebody_who_cancels_comes_back_to_the_log_in(cast: Cast) -> None:
    visitor = Visitor("ingen")
    answer = visitor.log_in()
    assert answer["Location"] == reverse("socialaccount_login_cancelled")
    assert "Du avbröt inloggningen" in visitor.client.get(answer["Location"], follow=True).content.decode()


def test_logging_out_tells_of_the_service_and_leads_out_of_it_too(cast: Cast) -> None:
    visitor = Visitor("controller")
    visitor.log_in()
    answer = visitor.client.post(reverse("logout"))
    assert not visitor.is_in
    page = visitor.client.get(answer["Location"])
    assert "fortfarande inloggad i kommunens inloggningstjänst" in page.content.decode()
    way_out = page.context["way_out"]
    told = asked(way_out)
    assert told["post_logout_redirect_uri"] == HERE + reverse("login")
    there = visitor.there.get(way_out, timeout=10)
    assert there.status_code == 200, there.text


# What is not taken


def refused(visitor: Visitor, back: str) -> bool:
    """The answer is a calm page, nobody is in, and the log says so."""
    answer = visitor.come_back(back)
    assert answer.status_code == 401
    assert "Inloggningen gick inte att slutföra" in answer.content.decode()
    return not visitor.is_in and last_event().kind == EventKind.SSO_REFUSED


def test_an_answer_to_nothing_we_asked_is_refused(cast: Cast) -> None:
    theirs = Visitor("controller")
    address = theirs.at_the_provider(theirs.set_out())
    assert refused(Visitor("controller"), address)


def test_an_answer_is_taken_once(cast: Cast) -> None:
    visitor = Visitor("controller")
    address = visitor.at_the_provider(visitor.set_out())
    visitor.come_back(address)
    visitor.client.post(reverse("logout"))
    assert refused(visitor, address)


def test_a_code_that_another_browser_asked_for_is_refused(cast: Cast) -> None:
    """PKCE: the code is of use only to who began."""
    theirs, mine = Visitor("controller"), Visitor("controller")
    stolen = asked(theirs.at_the_provider(theirs.set_out()))["code"]
    own = asked(mine.at_the_provider(mine.set_out()))
    path = reverse("openid_connect_callback", args=["oidc"])
    assert refused(mine, f"{HERE}{path}?{urlencode(own | {'code': stolen})}")


def test_a_token_with_another_nonce_is_refused(cast: Cast) -> None:
    visitor = Visitor("controller")
    address = visitor.set_out()
    changed = address.replace(asked(address)["nonce"], "n" * 43)
    assert refused(visitor, visitor.at_the_provider(changed))


def test_a_token_of_another_issuer_is_refused(cast: Cast, oidc_app: dict[str, Any]) -> None:
    visitor = Visitor("controller")
    back = visitor.at_the_provider(visitor.set_out())
    oidc_app["settings"]["openid_configuration_overrides"] = {"issuer": "https://annan.example"}
    assert refused(visitor, back)


Change = Callable[[dict[str, Any]], dict[str, Any]]
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def forged(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the ID token be written anew on its way to us: other claims, another key, another way of signing."""

    def forge(change: Change, key: Any = KEY, algorithm: str = "RS256") -> None:
        real = OAuth2Client.get_access_token

        def changed(self: OAuth2Client, *args: Any, **kwargs: Any) -> dict[str, Any]:
            got: dict[str, Any] = real(self, *args, **kwargs)
            claims = jwt.decode(got["id_token"], options={"verify_signature": False})
            token = jwt.encode(change(claims), key, algorithm=algorithm, headers={"kid": "test"})
            return got | {"id_token": token}

        monkeypatch.setattr(OAuth2Client, "get_access_token", changed)

    return forge


def test_a_token_that_is_only_written_anew_by_the_right_key_is_taken(cast: Cast, forged: Callable[..., None]) -> None:
    """So that the refusals below are for what they say."""
    forged(lambda claims: claims)
    visitor = Visitor("controller")
    visitor.log_in()
    assert visitor.is_in


@pytest.mark.parametrize(
    ("change", "key", "algorithm"),
    [
        (lambda claims: claims, OTHER_KEY, "RS256"),
        (lambda claims: claims, "", "none"),
        (lambda claims: claims, "only-for-tests-only-for-tests-only-for-tests", "HS256"),
        (lambda claims: claims | {"exp": int(time.time()) - 60}, KEY, "RS256"),
        (lambda claims: claims | {"aud": "another-party"}, KEY, "RS256"),
        (lambda claims: claims | {"azp": "another-party"}, KEY, "RS256"),
        (lambda claims: claims | {"iss": "https://annan.example"}, KEY, "RS256"),
        (lambda claims: claims | {"sub": "nykomling"}, KEY, "RS256"),
        (lambda claims: claims | {"nonce": "n" * 43}, KEY, "RS256"),
        (lambda claims: {name: value for name, value in claims.items() if name != "nonce"}, KEY, "RS256"),
    ],
    ids=["key", "unsigned", "secret", "expired", "audience", "party", "issuer", "subject", "nonce", "no-nonce"],
)
def test_a_token_that_is_wrong_in_one_way_is_refused(
    cast: Cast, forged: Callable[..., None], change: Change, key: Any, algorithm: str
) -> None:
    forged(change, key, algorithm)
    visitor = Visitor("controller")
    assert refused(visitor, visitor.at_the_provider(visitor.set_out()))


def test_a_service_that_cannot_be_reached_is_told_of_calmly(cast: Cast, oidc_app: dict[str, Any]) -> None:
    visitor = Visitor("controller")
    back = visitor.at_the_provider(visitor.set_out())
    oidc_app["settings"]["openid_configuration_overrides"] = {"token_endpoint": "http://127.0.0.1:9/token"}
    assert refused(visitor, back)
    oidc_app["settings"]["server_url"] = "http://127.0.0.1:9"
    answer = visitor.client.get(reverse("openid_connect_login", args=["oidc"]))
    assert answer.status_code == 503
    assert "Inloggningstjänsten svarar inte" in answer.content.decode()


def test_without_a_service_its_addresses_are_not_there(client: Client, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = []
    assert client.get(reverse("openid_connect_login", args=["oidc"])).status_code == 404
    assert client.get(reverse("openid_connect_callback", args=["oidc"])).status_code == 404
    assert "Eller med användarnamn" not in client.get(reverse("login")).content.decode()
