"""Coming in through SAML 2.0, with a provider (auth0's samlp) that runs on this machine at the other end."""

import base64
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import environ
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sala_styr.access import configuration
from sala_styr.access.groups import add_mapping
from sala_styr.access.models import AccessEvent, EventKind
from sala_styr.organisation.models import Appointment, Role, User
from tests.access.conftest import HERE
from tests.cast import Cast
from tests.sso.programs import running

ANSWERS = HERE + "/logga-in/saml/svar/"


def key_pair() -> tuple[str, str]:
    """A private key and a certificate of its own, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "saml.styr.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private.decode(), made.sign(key, hashes.SHA256()).public_bytes(encoding).decode()


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The provider's address, for all tests here."""
    (key, cert), (other_key, other_cert) = key_pair(), key_pair()
    told = json.dumps({"key": key, "cert": cert, "otherKey": other_key, "otherCert": other_cert})
    with running("saml.mjs", ANSWERS, STYR_TEST_SAML=told) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def told(service: str, tmp_path: Path) -> dict[str, str]:
    """The environment of an installation that uses the provider. The metadata are the provider's own."""
    path = tmp_path / "metadata.xml"
    path.write_bytes(requests.get(f"{service}/metadata", timeout=10).content)
    return {"SALA_SAML_METADATA": str(path)}


def set_up(settings: Settings, told: dict[str, str]) -> dict[str, Any]:
    with patch.dict("os.environ", told):
        settings.SOCIALACCOUNT_PROVIDERS = configuration.providers(environ.Env())
    app: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS["saml"]["APPS"][0]
    return app


@pytest.fixture
def saml_app(settings: Settings, told: dict[str, str]) -> dict[str, Any]:
    """Our side, set up by the environment. The tests may change it."""
    return set_up(settings, told)


@dataclass
class Visitor:
    """Somebody with a browser, logged in at the provider as ``user``."""

    user: str
    groups: str = ""
    client: Client = field(default_factory=Client)

    def set_out(self, **query: str) -> str:
        """Follow our link; the address of the provider that it leads to."""
        answer = self.client.get(reverse("saml_login"), query)
        assert answer.status_code == 302
        return str(answer["Location"])

    def at_the_provider(self, address: str, fault: str = "") -> str:
        """The answer that the provider's page would send to us."""
        told = {"user": self.user, "groups": self.groups, "fault": fault}
        page = requests.get(address, cookies=told, timeout=10)
        assert page.status_code == 200, page.text
        found = re.search(r'action="([^"]+)".*value="([^"]+)"', page.text)
        assert found
        assert found[1] == ANSWERS
        return found[2]

    def send(self, answer: str) -> HttpResponse:
        """Send it, without our session's cookie as from a page elsewhere, and follow to where it is read."""
        elsewhere = Client(enforce_csrf_checks=True)
        sent = elsewhere.post(reverse("saml_acs"), {"SAMLResponse": answer})
        assert sent.status_code == 302
        assert sent["Location"] == reverse("saml_finish_acs")
        self.client.cookies.update(sent.cookies)
        return self.client.get(sent["Location"])  # type: ignore[return-value]

    def log_in(self, fault: str = "", **query: str) -> HttpResponse:
        """The whole way."""
        return self.send(self.at_the_provider(self.set_out(**query), fault))

    @property
    def is_in(self) -> bool:
        return "_auth_user_id" in self.client.session


def last_event() -> AccessEvent:
    return AccessEvent.objects.select_related("user").first()  # type: ignore[return-value]


def refused(visitor: Visitor, answer: HttpResponse) -> bool:
    """A calm page, nobody in, nobody new, and a line in the log."""
    assert answer.status_code == 401
    assert "Inloggningen gick inte att slutföra" in answer.content.decode()
    assert not SocialAccount.objects.exists()
    return not visitor.is_in and last_event().kind == EventKind.SSO_REFUSED


pytestmark = [pytest.mark.django_db]
inside = pytest.mark.usefixtures("saml_app")


# Coming in


@inside
def test_somebody_we_know_comes_in_and_goes_where_they_were_going(cast: Cast) -> None:
    visitor = Visitor("controller")
    answer = visitor.log_in(next="/organisation/")
    assert answer["Location"] == "/organisation/"
    assert visitor.client.session["_auth_user_id"] == str(cast.user("controller").pk)
    assert (last_event().kind, last_event().user) == (EventKind.LOGIN, cast.user("controller"))
    # The second time the account is known by its name there, whatever the name has become here.
    User.objects.filter(username="controller").update(username="har-bytt-namn", email="")
    again = Visitor("controller")
    again.log_in()
    assert again.client.session["_auth_user_id"] == str(cast.user("controller").pk)
    kept = SocialAccount.objects.get()
    assert (kept.provider, kept.uid, kept.extra_data) == ("saml", "id-of-controller", {})


@inside
def test_the_log_in_page_offers_the_service_and_keeps_where_one_was_going(client: Client) -> None:
    page = client.get(reverse("login"), {"next": "/organisation/"}).content.decode()
    assert f'href="{reverse("saml_login")}?next=%2Forganisation%2F"' in page


@inside
def test_a_newcomer_is_added_without_appointments(cast: Cast) -> None:
    Visitor("nykomling").log_in()
    person = User.objects.get(username="nykomling@styr.example")
    assert (str(person), person.email, person.appointments.count()) == (
        "Nykomling Exempel",
        "nykomling@styr.example",
        0,
    )
    assert not person.has_usable_password()


@inside
def test_the_services_groups_give_appointments_until_one_is_in_them_no_longer(cast: Cast) -> None:
    administrator = cast.actor("administrator")
    add_mapping(administrator, group="Skola", role=Role.MANAGER, unit=cast["verksA"], title="Rektor")
    given = Appointment.objects.filter(user=cast.user("controller"), unit=cast["verksA"])
    Visitor("controller").log_in()
    assert given.get().title == "Rektor"
    assert given.get().history.get().history_change_reason == "Enligt gruppen Skola i inloggningstjänsten"
    not_all_told = Visitor("controller", "many")
    not_all_told.log_in()
    assert not_all_told.is_in
    assert given.exists(), "when not all are told nothing can be concluded"
    Visitor("controller", "economy").log_in()
    assert not given.exists()


@inside
def test_a_leaver_is_not_let_in_whatever_the_service_says(cast: Cast) -> None:
    User.objects.filter(username="controller").update(is_active=False)
    visitor = Visitor("controller")
    answer = visitor.log_in()
    assert answer.status_code == 403
    assert "stängd" in answer.content.decode()
    assert not visitor.is_in
    assert last_event().kind == EventKind.CLOSED


def test_logging_out_tells_of_the_service(cast: Cast, settings: Settings, told: dict[str, str]) -> None:
    set_up(settings, told | {"SALA_SAML_WAY_OUT": "https://saml.styr.example/ut"})
    visitor = Visitor("controller")
    visitor.log_in()
    page = visitor.client.get(visitor.client.post(reverse("logout"))["Location"]).content.decode()
    assert 'href="https://saml.styr.example/ut"' in page


@inside
def test_an_answer_leaves_nothing_behind(cast: Cast) -> None:
    before = Session.objects.count()
    visitor = Visitor("controller")
    visitor.log_in()
    assert Session.objects.count() == before + 1


# What is not taken


@inside
@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("key", "Signature validation failed"),
        ("unsigned", "Assertion of the Response is not signed"),
        ("envelope", "Assertion of the Response is not signed"),
        ("sha1", "Deprecated signature algorithm"),
        ("expired", "expired"),
        ("audience", "is not a valid audience"),
        ("no-audience", "not said to be for us"),
        ("recipient", "A valid SubjectConfirmation was not found"),
        ("no-recipient", "for another address"),
        ("destination", "The response was received at"),
        ("issuer", "Invalid issuer"),
        ("question", "what this browser has not asked"),
        ("unasked", "nobody has asked"),
        ("transient", "names people anew"),
        ("refused", "was not Success"),
    ],
)
def test_an_answer_that_is_wrong_in_one_way_is_refused_for_that(
    cast: Cast, caplog: pytest.LogCaptureFixture, fault: str, why: str
) -> None:
    visitor = Visitor("controller")
    assert refused(visitor, visitor.log_in(fault))
    assert why in caplog.text


def changed(answer: str, change: Callable[[str], str]) -> str:
    """The answer with its XML changed on the way."""
    before = base64.b64decode(answer).decode()
    after = change(before)
    assert after != before
    return base64.b64encode(after.encode()).decode()


def wrapped(xml: str) -> str:
    """The signed assertion put aside, and another in its place that says that one is somebody else (XML signature wrapping)."""
    found = re.search(r"<saml:Assertion .*</saml:Assertion>", xml, re.DOTALL)
    assert found
    signed = found[0]
    other = re.sub(r"<(?:\w+:)?Signature .*</(?:\w+:)?Signature>", "", signed, flags=re.DOTALL)
    other = other.replace("id-of-controller", "id-of-somebody").replace('ID="_', 'ID="_evil', 1)
    return xml.replace(signed, f"{other}<samlp:Extensions>{signed}</samlp:Extensions>")


@inside
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda xml: xml.replace("id-of-controller", "id-of-administrator"), "Signature validation failed"),
        (lambda xml: xml.replace(">controller<", ">administrator<"), "Signature validation failed"),
        (lambda xml: xml.replace(">Ekonomi<", ">Ledning<"), "Signature validation failed"),
        (
            lambda xml: re.sub(r'(<samlp:Response [^>]*InResponseTo=")', r"\1x", xml),
            "SubjectConfirmation was not found",
        ),
        (lambda xml: re.sub(r'(<samlp:Response [^>]*) InResponseTo="[^"]*"', r"\1", xml), "another question than its"),
        (wrapped, "must contain 1 assertion"),
        (lambda xml: '<!DOCTYPE r [<!ENTITY e "x">]>' + xml, "unreadable: DTDForbidden"),
        (lambda xml: xml[: len(xml) // 2], "unreadable: XMLSyntaxError"),
    ],
    ids=["subject", "name", "group", "envelope's question", "no question", "wrapped", "entity", "half"],
)
def test_an_answer_that_was_changed_on_the_way_is_refused(
    cast: Cast, caplog: pytest.LogCaptureFixture, change: Callable[[str], str], why: str
) -> None:
    visitor = Visitor("controller")
    answer = visitor.at_the_provider(visitor.set_out())
    assert refused(visitor, visitor.send(changed(answer, change)))
    assert why in caplog.text


@inside
@pytest.mark.parametrize("answer", ["", "inget", "PHg+", "A" * 600_000], ids=["none", "text", "xml", "long"])
def test_what_is_no_answer_is_refused(cast: Cast, answer: str) -> None:
    visitor = Visitor("controller")
    visitor.set_out()
    assert refused(visitor, visitor.send(answer))


@inside
def test_nobody_comes_in_by_opening_the_last_page_alone(cast: Cast) -> None:
    visitor = Visitor("controller")
    assert refused(visitor, visitor.client.get(reverse("saml_finish_acs")))  # type: ignore[arg-type]


@inside
def test_an_answer_to_what_another_browser_asked_is_refused(cast: Cast) -> None:
    theirs = Visitor("controller")
    answer = theirs.at_the_provider(theirs.set_out())
    mine = Visitor("controller")
    mine.set_out()
    assert refused(mine, mine.send(answer))


@inside
def test_an_answer_is_taken_once(cast: Cast) -> None:
    visitor = Visitor("controller")
    answer = visitor.at_the_provider(visitor.set_out())
    visitor.send(answer)
    assert visitor.is_in
    visitor.client.post(reverse("logout"))
    assert visitor.send(answer).status_code == 401
    assert not visitor.is_in


def test_beginning_at_the_service_is_possible_where_it_is_chosen_and_once(
    cast: Cast, settings: Settings, told: dict[str, str], service: str
) -> None:
    set_up(settings, told | {"SALA_SAML_UNASKED": "1"})
    visitor = Visitor("controller")
    address = f"{service}/sso?audience={HERE}{reverse('saml_metadata')}"
    answer = visitor.at_the_provider(address)
    assert visitor.send(answer)["Location"] == reverse("start")
    assert visitor.is_in
    other = Visitor("controller")
    assert other.send(answer).status_code == 401
    assert not other.is_in


# Setting up


@inside
def test_our_metadata_say_who_we_are_and_what_we_ask(client: Client) -> None:
    answer = client.get(reverse("saml_metadata"))
    page = answer.content.decode()
    assert answer["Content-Type"] == "application/samlmetadata+xml"
    assert f'entityID="{HERE}{reverse("saml_metadata")}"' in page
    assert f'Location="{ANSWERS}"' in page
    assert 'WantAssertionsSigned="true"' in page
    assert "SingleLogoutService" not in page
    assert "validUntil" not in page


def test_another_name_and_other_attributes_can_be_chosen(cast: Cast, settings: Settings, told: dict[str, str]) -> None:
    claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims"
    chosen = {
        "SALA_SAML_OWN_NAME": "urn:styr.example",
        "SALA_SAML_SUBJECT": f"{claims}/name",
        "SALA_SAML_GROUPS": f"{claims}/surname",
    }
    set_up(settings, told | chosen)
    add_mapping(cast.actor("administrator"), group="Exempel", role=Role.STAFF, unit=cast["A1"])
    visitor = Visitor("controller")
    visitor.log_in("transient")
    assert visitor.is_in
    assert SocialAccount.objects.get().uid == "controller"
    assert Appointment.objects.filter(user=cast.user("controller"), unit=cast["A1"], role=Role.STAFF).exists()


@pytest.mark.parametrize("content", [None, "", "<a/>", "inte xml"], ids=["no file", "empty", "nothing told", "no xml"])
def test_metadata_that_say_too_little_stop_the_start(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "metadata.xml"
    if content is not None:
        path.write_text(content)
    with (
        patch.dict("os.environ", {"SALA_SAML_METADATA": str(path)}),
        pytest.raises(ImproperlyConfigured, match="SALA_SAML_METADATA"),
    ):
        configuration.saml(environ.Env())


def test_without_a_service_its_addresses_are_not_there(client: Client) -> None:
    for name in ("saml_login", "saml_finish_acs", "saml_metadata"):
        assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse("saml_acs"), {"SAMLResponse": "x"}).status_code == 404
    assert not Session.objects.exists()
