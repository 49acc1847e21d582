"""allauth's pages of the second step, with what our templates need: the key's options as text, and the forms' errors as we tell them."""

import json
from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sala_styr.access.factors import remove_factors
from sala_styr.organisation.models import User

_form = require_http_methods(["GET", "HEAD", "POST"])


class _WithKeyOptions:
    """What the browser is to ask a key, as JSON in the page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        asked = context.get("js_data", {})
        options = asked.get("creation_options") or asked.get("request_options")
        return context | {"key_options": json.dumps(options)}


class Authenticate(_WithKeyOptions, base.AuthenticateView):
    """After the password."""


class AddKey(_WithKeyOptions, keys.AddWebAuthnView):
    """A new key. allauth forgets a form that was wrong here; this one is shown again with what was."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {"form": kwargs.get("form") or self.get_form()} | context


class ReauthenticateKey(_WithKeyOptions, keys.ReauthenticateWebAuthnView):
    """Once more, before one changes how one logs in."""


index = never_cache(require_safe(base.index))
authenticate = _form(Authenticate.as_view())
reauthenticate = _form(base.reauthenticate)
activate = _form(totp.activate_totp)
deactivate = _form(totp.deactivate_totp)
view_codes = never_cache(require_safe(codes.view_recovery_codes))
make_codes = _form(codes.generate_recovery_codes)
add_key = _form(AddKey.as_view())
remove_key = _form(keys.remove_webauthn)
reauthenticate_key = _form(ReauthenticateKey.as_view())


@require_safe
def list_keys(request: HttpRequest) -> HttpResponse:
    """The keys are listed with the rest."""
    return redirect("mfa_index")


@require_POST
def remove_of_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away another person's second steps."""
    person = get_object_or_404(User, pk=pk)
    remove_factors(request.actor, person, request)  # type: ignore[attr-defined]
    messages.success(request, _("Det andra steget är borttaget. Personen lägger till ett nytt vid nästa inloggning."))
    return redirect("organisation:person", pk)
