"""Passwords: changing one's own, and a letter for who has forgotten it.

Asking for the letter is answered in the same way, and as quickly, whether anybody has the address or not: the letter is written by the worker.
"""

from http import HTTPStatus
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import views as django_views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm, PasswordResetForm, SetPasswordForm
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sala_styr.access.events import note
from sala_styr.access.limits import RESET, limited
from sala_styr.access.models import EventKind
from sala_styr.access.sessions import end_all
from sala_styr.access.tasks import send_reset_letter
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor

LONG = gettext_lazy("Minst tolv tecken. Gärna en mening som bara du kommer på.")


class AskForm(PasswordResetForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = gettext_lazy("E-postadress")
        self.fields["email"].help_text = gettext_lazy(
            "Den som systemförvaltningen har för dig, oftast din adress i kommunen."
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Ask the worker for the letter."""
        send_reset_letter.enqueue(self.cleaned_data["email"])


class _OurWords:
    """Labels and hints of the two new passwords."""

    fields: Any

    def _say(self) -> None:
        self.fields["new_password1"].label = gettext_lazy("Nytt lösenord")
        self.fields["new_password1"].help_text = LONG
        self.fields["new_password2"].label = gettext_lazy("Nytt lösenord en gång till")
        self.fields["new_password2"].help_text = ""


class NewForm(_OurWords, SetPasswordForm):
    error_messages = {"password_mismatch": gettext_lazy("De två lösenorden är olika. Skriv samma i båda rutorna.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._say()

    def save(self, commit: bool = True) -> Any:
        with recording(Actor(user=self.user), _("Bytte lösenord")):
            return super().save(commit)


class ChangeForm(_OurWords, PasswordChangeForm):
    error_messages = {
        "password_mismatch": gettext_lazy("De två lösenorden är olika. Skriv samma i båda rutorna."),
        "password_incorrect": gettext_lazy("Det gamla lösenordet stämmer inte. Stora och små bokstäver räknas olika."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = gettext_lazy("Lösenordet du har nu")
        self._say()

    def save(self, commit: bool = True) -> Any:
        with recording(Actor(user=self.user), _("Bytte lösenord")):
            return super().save(commit)


class Ask(django_views.PasswordResetView):
    """Whoever has forgotten the password writes their address."""

    template_name = "access/password_ask.html"
    form_class = AskForm
    success_url = reverse_lazy("password_asked")

    def form_valid(self, form: Any) -> HttpResponse:
        note(EventKind.PASSWORD_ASKED, self.request)
        return super().form_valid(form)


class Choose(django_views.PasswordResetConfirmView):
    """The address in the letter: a new password. It works once and for an hour."""

    template_name = "access/password_choose.html"
    form_class = NewForm
    success_url = reverse_lazy("login")

    def render_to_response(self, context: Any, **kwargs: Any) -> Any:
        """410 for an address that is used, old or made up."""
        return super().render_to_response(context, status=200 if self.validlink else HTTPStatus.GONE, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        end_all(form.user)
        note(EventKind.PASSWORD_CHANGED, self.request, user=form.user, way=_("brev"))
        messages.success(self.request, _("Lösenordet är bytt. Logga in med det nya."))
        return answer


class Change(django_views.PasswordChangeView):
    """One's own password. Log-ins on other computers end."""

    template_name = "access/password_change.html"
    form_class = ChangeForm
    success_url = reverse_lazy("my_access")

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        end_all(form.user)
        UserSession.objects.create_from_request(self.request)
        note(EventKind.PASSWORD_CHANGED, self.request, user=form.user)
        messages.success(self.request, _("Lösenordet är bytt, och andra inloggningar är avslutade."))
        return answer


ask = login_not_required(limited(RESET)(Ask.as_view()))
change = limited(RESET)(Change.as_view())
choose = login_not_required(require_http_methods(["GET", "HEAD", "POST"])(Choose.as_view()))


@method_decorator(never_cache, name="dispatch")
class Asked(django_views.PasswordResetDoneView):
    """The same for everybody."""

    template_name = "access/password_asked.html"


asked = Asked.as_view()
