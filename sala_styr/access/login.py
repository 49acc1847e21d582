"""Coming in with a user name and a password, and going out."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sala_styr.access.events import note
from sala_styr.access.limits import LOGIN
from sala_styr.access.models import EventKind
from sala_styr.access.sessions import WAY_OUT
from sala_styr.operation.addresses import client_address
from sala_styr.operation.failures import too_many
from sala_styr.organisation.models import User
from sala_styr.shell.example import example_logins
from sala_styr.shell.login import LoginForm


class Enter(LoginView):
    """The log-in page: the municipality's own service where there is one, a user name and a password, the example's people in the example."""

    template_name = "shell/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"example_logins": example_logins, "services": self.services()}

    def services(self) -> list[dict[str, str]]:
        """The log-in services: what the button says and where it leads. No query."""
        after = {"next": self.get_redirect_url()} if self.get_redirect_url() else {}
        apps = [app for provider in settings.SOCIALACCOUNT_PROVIDERS.values() for app in provider.get("APPS", [])]
        if not apps:
            return []
        found = get_adapter(self.request).list_providers(self.request)
        return [{"name": each.name, "href": each.get_login_url(self.request, **after)} for each in found]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Five tries in a quarter of an hour for a name from an address; the right password gives them back."""
        self.tried = f"{request.POST.get('username', '').casefold()}\0{client_address(request)}"
        wait = LOGIN.take(self.tried)
        if wait:
            note(EventKind.LIMITED, request, user=_whose(request.POST.get("username", "")))
            return too_many(request, wait)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """In, or on to the second step."""
        LOGIN.give_back(self.tried)
        user = form.get_user()
        # As good as a confirmation for the next minutes: who has just written their password is not asked for it once more.
        record_authentication(self.request, user, method="password", reauthenticated=True)
        answer: HttpResponse = perform_login(self.request, Login(user=user, redirect_url=self.get_success_url()))
        return answer


def _whose(name: str) -> User | None:
    return User.objects.filter(username=name).first()


class Leave(LogoutView):
    """Out. Whoever came in through the log-in service is told that they are still logged in there, with a link to log out of it too."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        way_out = request.session.get(WAY_OUT, "")
        answer = super().post(request, *args, **kwargs)
        if way_out:
            request.session[WAY_OUT] = way_out
            return HttpResponseRedirect(reverse("logged_out"))
        return answer


enter = Enter.as_view()
leave = Leave.as_view()
