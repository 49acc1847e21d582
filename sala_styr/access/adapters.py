"""What allauth asks us: where a client is, who may come in, whose an account is."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from sala_styr.access import people, sessions
from sala_styr.access.events import note
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
        """Tie an account of the service that is new to us to the person it belongs to."""
        request.way_out = getattr(sociallogin, "way_out", "")  # type: ignore[attr-defined]
        if sociallogin.is_existing:
            return
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

    def _get_site_name(self) -> str:
        return f"Sala styr, {settings.MUNICIPALITY_NAME}"
