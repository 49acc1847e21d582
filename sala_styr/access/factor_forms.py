"""allauth's forms of the second step, in our words."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class _Code:
    fields: Any

    def _say(self, hint: Any) -> None:
        code = self.fields["code"]
        code.label, code.help_text = gettext_lazy("Kod"), hint
        code.widget.attrs = {"autocomplete": "one-time-code", "spellcheck": "false"}


class Authenticate(_Code, AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._say(gettext_lazy("Sex siffror ur appen, eller en av dina reservkoder."))


class Reauthenticate(_Code, ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._say(gettext_lazy("Sex siffror ur appen, eller en av dina reservkoder."))


class Activate(_Code, ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._say(gettext_lazy("De sex siffror som appen visar när du har läst av bilden."))


class AddKey(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": _("Min nyckel")} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["name"].label = gettext_lazy("Vad ska nyckeln heta?")
        self.fields["name"].help_text = gettext_lazy("Till exempel Jobbtelefonen eller Blå nyckeln.")
