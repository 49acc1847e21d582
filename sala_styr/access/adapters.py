"""What allauth asks us: where a client is, who may come in, whose an account is."""

from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from sala_styr.access import people, sessions
from sala_styr.access.events import note
from sala_styr.access.factors import REAL, must_have_factor
from sala_styr.access.groups import follow_groups
from sala_styr.access.models import EventKind
from sala_styr.operation.addresses import client_address

UNKNOWN_ADDRESS = "0.0.0.0"


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account of their own; the client's address is the one our proxy tells."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": _("Lösenordet stämmer inte. Stora och små bokstäver räknas olika."),
        "too_many_login_attempts": _("Det blev för många försök. Vänta en kvart och försök igen."),
        "rate_limited": _("Det blev för många försök. Vänta en kvart och försök igen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or UNKNOWN_ADDRESS

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        note(EventKind.CLOSED, request, user=user)
        return render(request, "access/closed.html", status=403)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Log in; the way out of the service, which the new session is to know, is carried over to it."""
        super().login(request, user)
        sessions.remember_way_out(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: our pages say what happened themselves."""


class SocialAdapter(DefaultSocialAccountAdapter):
    """Knows people again, and refuses calmly."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Write that an answer was refused. What it said is never shown nor written: it may be somebody's."""
        note(EventKind.SSO_REFUSED, request, way=provider.name)

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Whose account of the service it is, and what the groups there give."""
        request.way_out = getattr(sociallogin, "way_out", "")  # type: ignore[attr-defined]
        if not sociallogin.is_existing:
            self._tie(request, sociallogin)
        if sociallogin.user.is_active and sociallogin.groups is not None:
            follow_groups(sociallogin.user, sociallogin.groups)

    def _tie(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie the account to the person we know by it, or to a new one. Raises ImmediateHttpResponse when it is nobody's."""
        told, account = _told(sociallogin), sociallogin.account
        taken = set(SocialAccount.objects.filter(provider=account.provider).values_list("user_id", flat=True))
        try:
            person = people.known(told, taken)
        except people.Ambiguous as error:
            raise self._not_let_in(request, sociallogin) from error
        kind = EventKind.LINKED
        if person is None:
            person, kind = people.add(told), EventKind.CREATED
        if person is None:
            raise self._not_let_in(request, sociallogin)
        account.user = person
        account.save()
        sociallogin.user = person
        note(kind, request, user=person, way=sociallogin.provider.name)

    def _not_let_in(self, request: HttpRequest, sociallogin: Any) -> ImmediateHttpResponse:
        note(EventKind.SSO_REFUSED, request, way=sociallogin.provider.name)
        return ImmediateHttpResponse(render(request, "access/unknown.html", status=403))


def _told(sociallogin: Any) -> people.Told:
    user, claims = sociallogin.user, getattr(sociallogin, "claims", {})
    verified = claims.get("email_verified") not in (False, "false")
    return people.Told(
        username=user.username or "",
        email=(user.email or "") if verified else "",
        first_name=user.first_name or "",
        last_name=user.last_name or "",
    )


class MFAAdapter(DefaultMFAAdapter):
    """The second step, in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "Koden stämmer inte. Ta den som appen visar just nu, eller en reservkod som inte är använd."
        ),
        "cannot_delete_authenticator": _(
            "Ditt uppdrag kräver ett andra steg. Lägg till ett nytt innan du tar bort det här."
        ),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second step of somebody who must have one stays until there is another."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=REAL).exclude(pk=authenticator.pk)
        return not must_have_factor(authenticator.user) or others.exists()

    def encrypt(self, text: str) -> str:
        """Secrets do not lie open in the database, nor in its backups: the key is made of ``SECRET_KEY``, which is in neither."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return f"Sala styr, {settings.MUNICIPALITY_NAME}"


def _fernet() -> MultiFernet:
    """By the key of now, and those of before (``SECRET_KEY_FALLBACKS``) for reading."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (
        salted_hmac("sala_styr.access.factors", "", secret=each, algorithm="sha256").digest() for each in secrets
    )
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
