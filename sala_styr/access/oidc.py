"""Coming in through OpenID Connect, more strictly than allauth does by itself.

allauth takes care of state and PKCE. Here besides: a nonce that binds the ID token to this log-in (OpenID Connect Core 3.1.2.1, 3.1.3.7), the token's
signature checked against the service's keys whichever way it came (so that a proxy that opens TLS cannot speak for the service), the same subject in
token and userinfo (5.3.2), and nothing of the request taken from the browser's address.
"""

import logging
import secrets
from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from sala_styr.access.groups import told_groups

NONCES = "oidc_nonces"
_SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_MOST_NONCES = 10
logger = logging.getLogger(__name__)


class Adapter(OpenIDConnectOAuth2Adapter):
    """Checks what came back."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """The person that the service vouches for. Raises OAuth2Error when anything does not fit, and RequestException when it cannot be asked."""
        raw = kwargs["response"].get("id_token")
        if not raw:
            raise OAuth2Error("no id_token")
        claims = self._checked(request, app, raw)
        data: dict[str, Any] = {"id_token": claims}
        if self.openid_config.get("userinfo_endpoint"):
            about = self._fetch_user_info(token.token)
            if about.get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo is about somebody else")
            data["userinfo"] = {**claims, **about}
        login = self.get_provider().sociallogin_from_response(request, data)
        login.way_out = self._way_out(request, app, raw)
        return login

    def _way_out(self, request: HttpRequest, app: Any, raw: str) -> str:
        """Where one logs out of the service too (OpenID Connect RP-Initiated Logout 1.0); "" when it has no such address."""
        endpoint = self.openid_config.get("end_session_endpoint", "")
        back = request.build_absolute_uri(reverse("login"))
        asked = {"id_token_hint": raw, "client_id": app.client_id, "post_logout_redirect_uri": back}
        return f"{endpoint}?{urlencode(asked)}" if endpoint else ""

    def _checked(self, request: HttpRequest, app: Any, raw: str) -> dict[str, Any]:
        """The claims of the ID token. Signature, issuer, audience and time are checked by PyJWT."""
        try:
            algorithm = jwtkit.jwt.get_unverified_header(raw).get("alg")
        except jwtkit.jwt.PyJWTError as error:
            raise OAuth2Error("unreadable id_token") from error
        if algorithm not in _SIGNED_BY:
            raise OAuth2Error("id_token signed in a way that is not taken")
        try:
            claims: dict[str, Any] = jwtkit.verify_and_decode(
                credential=raw,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (jwtkit.jwt.PyJWTError, KeyError, ValueError) as error:
            raise OAuth2Error("invalid id_token") from error
        if not {"sub", "exp", "iat"} <= claims.keys():
            raise OAuth2Error("id_token without sub, exp or iat")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("id_token for another party")
        nonce = request.session.get(NONCES, {}).pop(request.GET.get("state", ""), "")
        request.session.modified = True
        if not nonce or not constant_time_compare(nonce, str(claims.get("nonce", ""))):
            raise OAuth2Error("wrong nonce")
        return claims


class Provider(OpenIDConnectProvider):
    """The one OpenID service."""

    oauth2_adapter_class = Adapter

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Where to go afterwards, and nothing else: scope, process and parameters are ours to say."""
        kwargs = super().get_redirect_from_request_kwargs(request)
        return {"next_url": kwargs.get("next_url"), "process": "login"}

    def stash_redirect_state(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Remember the nonce beside the state that it goes with."""
        state: str = super().stash_redirect_state(request, *args, **kwargs)
        known = list(request.session.get(NONCES, {}).items())[1 - _MOST_NONCES :]
        request.session[NONCES] = {**dict(known), state: request.oidc_nonce}  # type: ignore[attr-defined]
        return state

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """To the service, with a new nonce."""
        request.oidc_nonce = secrets.token_urlsafe(32)  # type: ignore[attr-defined]
        asked = {**self.get_auth_params(), "nonce": request.oidc_nonce}  # type: ignore[attr-defined]
        sent: HttpResponse = super().redirect(request, process, next_url, data, auth_params=asked, **kwargs)
        return sent

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is kept of the claims: nothing. The log-in itself carries them on (``claims``, ``groups``)."""
        return {}

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> Any:
        login = super().sociallogin_from_response(request, response)
        login.claims = response.get("userinfo") or response["id_token"]
        login.groups = told_groups(login.claims, self.app.settings["groups_claim"])
        return login


def _adapter(request: HttpRequest, provider_id: str) -> Adapter:
    if not any(app["provider_id"] == provider_id for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]):
        raise Http404("no such OpenID service")
    return Adapter(request, provider_id)


@login_not_required
@never_cache
@require_safe
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the log-in service. A link and no form: the content policy lets a form lead nowhere but here."""
    return _asked(request, OAuth2LoginView.adapter_view(_adapter(request, provider_id)))


@login_not_required
@never_cache
@require_safe
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the log-in service."""
    return _asked(request, OAuth2CallbackView.adapter_view(_adapter(request, provider_id)))


def _asked(request: HttpRequest, view: Any) -> HttpResponse:
    """The view's answer, or a calm page when the service does not answer us."""
    try:
        answer: HttpResponse = view(request)
    except RequestException:
        logger.warning("the OpenID service does not answer", exc_info=True)
        return render(request, "access/service_away.html", status=503)
    return answer
