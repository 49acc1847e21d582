"""The log-in form, in our words."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AuthenticationForm):
    """User name and password. The message never tells which of the two was wrong."""

    error_messages = {
        "invalid_login": _(
            "Användarnamnet och lösenordet hör inte ihop. Kontrollera båda; stora och små bokstäver räknas olika."
        ),
        "inactive": _("Inloggningen är stängd. Kontakta systemförvaltningen."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Användarnamn")
        self.fields["password"].label = _("Lösenord")
