"""Coming in through SAML 2.0, more strictly than allauth does by itself.

python3-saml checks an answer's form, its one assertion's signature against the service's own certificates, who it is from and its times. Here besides
(SAML 2.0 Profiles 4.1.4.3): it says that it is for us and no other, at this very address, as the answer to what this very browser asked and, inside what is
signed, to nothing else; and it is taken once. Nothing of the request is taken from the browser's address.
"""

import hashlib
import logging
import time
from typing import Any
from urllib.parse import urlencode

import xmlsec
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login, render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from allauth.socialaccount.sessions import LoginSession
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from lxml import etree
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Names
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

from sala_styr.access.groups import told_groups

KEPT_SECONDS = 300
"""So long an answer waits for the browser to come back with its own session."""
LONGEST = 500_000
"""Signs in an answer. One with two hundred groups has about forty thousand."""
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
logger = logging.getLogger(__name__)


class NotTaken(Exception):
    """The answer is not one to let anybody in by. Says why, for the log."""


def configuration(request: HttpRequest, app: Any) -> dict[str, Any]:
    """What python3-saml is told: who we are, whom we believe, and what we ask of an answer."""
    chosen = app.settings
    own_name = chosen["own_name"] or request.build_absolute_uri(reverse("saml_metadata"))
    asked = {
        "authnRequestsSigned": False,
        "wantAssertionsSigned": True,
        "wantAttributeStatement": False,
        "allowRepeatAttributeName": True,
        "allowSingleLabelDomains": True,
        "rejectDeprecatedAlgorithm": True,
        "requestedAuthnContext": False,
        "signatureAlgorithm": Names.RSA_SHA256,
        "digestAlgorithm": Names.SHA256,
        "metadataValidUntil": "",
        "metadataCacheDuration": "",
    }
    here = {"url": request.build_absolute_uri(reverse("saml_acs")), "binding": Names.BINDING_HTTP_POST}
    we = {"entityId": own_name, "assertionConsumerService": here, "NameIDFormat": Names.NAMEID_UNSPECIFIED}
    return {"strict": True, "debug": False, "sp": we, "idp": chosen["service"], "security": asked}


def _auth(request: HttpRequest, app: Any, answer: str = "") -> OneLogin_Saml2_Auth:
    """The library's view of the request: as if the answer had been sent to the address that it was sent to."""
    told = {
        "https": "on" if request.is_secure() else "off",
        "http_host": request.get_host(),
        "script_name": "",
        "path_info": reverse("saml_acs"),
        "get_data": {},
        "post_data": {"SAMLResponse": answer} if answer else {},
    }
    return OneLogin_Saml2_Auth(told, configuration(request, app))


class Provider(SAMLProvider):
    """The one SAML service."""

    def get_login_url(self, request: HttpRequest, **kwargs: str) -> str:
        return reverse("saml_login") + (f"?{urlencode(kwargs)}" if kwargs else "")

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Where to go afterwards, and nothing else."""
        kwargs = super().get_redirect_from_request_kwargs(request)
        return {"next_url": kwargs.get("next_url"), "process": "login"}

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """To the service, with a question whose number is remembered in the session."""
        auth = _auth(request, self.app)
        address = auth.login(return_to="")
        asked = auth.get_last_request_id()
        self.stash_redirect_state(request, process, next_url, data, state_id=asked, **kwargs)
        return HttpResponseRedirect(address)

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """What is kept of the attributes: nothing. The log-in itself carries them on (``claims``, ``groups``)."""
        return {}

    def sociallogin_from_response(self, request: HttpRequest, response: OneLogin_Saml2_Auth) -> Any:
        """The person that the service vouches for. Raises NotTaken when they have no name that stays."""
        subject = self.app.settings["attribute_mapping"]["uid"]
        if not subject and response.get_nameid_format() == TRANSIENT:
            raise NotTaken(
                "the service names people anew each time: let it send a persistent name, or name an attribute"
            )
        if not self.extract_uid(response):
            raise NotTaken("nobody is named")
        login = super().sociallogin_from_response(request, response)
        login.claims = response.get_attributes()
        login.groups = told_groups(login.claims, self.app.settings["groups"])
        login.way_out = self.app.settings["way_out"]
        return login


def _provider(request: HttpRequest) -> Any:
    try:
        return get_adapter(request).get_provider(request, SAMLProvider.id)
    except SocialApp.DoesNotExist as error:
        raise Http404("no SAML service") from error


@login_not_required
@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """To the log-in service. A link and no form: the content policy lets a form lead nowhere but here."""
    sent: HttpResponse = _provider(request).redirect_from_request(request)
    return sent


@csrf_exempt
@login_not_required
@never_cache
@require_POST
def back(request: HttpRequest) -> HttpResponse:
    """The service's page sends the answer here, and so without our session's cookie (SameSite). It is put aside for a moment and read by the next page."""
    _provider(request)
    answer = HttpResponseRedirect(reverse("saml_finish_acs"))
    aside = _aside(request)
    aside.store["answer"] = request.POST.get("SAMLResponse", "")[: LONGEST + 1]
    aside.store.set_expiry(KEPT_SECONDS)
    aside.save(answer)
    answer.cookies[aside.cookie_name]["httponly"] = True
    return answer


def _aside(request: HttpRequest) -> LoginSession:
    return LoginSession(request, "saml_answer", "styr-saml")


@login_not_required
@never_cache
@require_safe
def finish(request: HttpRequest) -> HttpResponse:
    """In, with the session that asked; or a calm page, and a line in the log."""
    provider, aside = _provider(request), _aside(request)
    answer = aside.store.get("answer", "")
    aside.delete()
    try:
        login = _login(request, provider, answer)
    except NotTaken as why:
        logger.warning("a SAML answer is not taken: %s", why)
        refused: HttpResponse = render_authentication_error(request, provider)
        return refused
    taken: HttpResponse = complete_social_login(request, login)
    return taken


def _login(request: HttpRequest, provider: Any, answer: str) -> Any:
    """The log-in that the answer gives. Raises NotTaken."""
    if not answer or len(answer) > LONGEST:
        raise NotTaken("nothing, or far too much")
    auth = _auth(request, provider.app, answer)
    _process(auth)
    question = auth.get_last_response_in_response_to()
    _check_meant_for_us(auth, question)
    login = provider.sociallogin_from_response(request, auth)
    if question:
        try:
            login.state = provider.unstash_redirect_state(request, question)
        except PermissionDenied as error:
            raise NotTaken("the answer to what this browser has not asked") from error
    elif provider.app.settings["unasked"]:
        login.state["process"] = "login"
    else:
        raise NotTaken("nobody has asked")
    _take_once(auth, provider.app)
    return login


def _process(auth: OneLogin_Saml2_Auth) -> None:
    """Let the library check it. Raises NotTaken with the library's words, which name services and never people."""
    try:
        auth.process_response()
    except (OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError, etree.LxmlError, xmlsec.Error, ValueError) as error:
        raise NotTaken(f"unreadable: {type(error).__name__}") from error
    if auth.get_errors() or not auth.is_authenticated():
        raise NotTaken(str(auth.get_last_error_reason()))


def _check_meant_for_us(auth: OneLogin_Saml2_Auth, question: str | None) -> None:
    """Audience, address and question, all three in the assertion, which is signed; what is around it may not be."""
    document = OneLogin_Saml2_XML.to_etree(auth.get_last_response_xml())
    ours = auth.get_settings().get_sp_data()
    audiences = _found(document, "saml:Conditions/saml:AudienceRestriction/saml:Audience")
    if ours["entityId"] not in {(each.text or "").strip() for each in audiences}:
        raise NotTaken("not said to be for us")
    told = _found(
        document, f"saml:Subject/saml:SubjectConfirmation[@Method='{Names.CM_BEARER}']/saml:SubjectConfirmationData"
    )
    if len(told) != 1 or not told[0].get("NotOnOrAfter"):
        raise NotTaken("no single confirmation with an end")
    if told[0].get("Recipient") != ours["assertionConsumerService"]["url"]:
        raise NotTaken("for another address")
    if told[0].get("InResponseTo") != question:
        raise NotTaken("the assertion answers another question than its envelope")


def _found(document: Any, path: str) -> Any:
    """What the only assertion has there. The library has seen that there is one, and that it is signed."""
    return document.xpath(f"//saml:Assertion/{path}", namespaces=Names.NSMAP)


def _take_once(auth: OneLogin_Saml2_Auth, app: Any) -> None:
    """Remember the assertion for as long as it holds. Raises NotTaken for one that has been used, here or in another process."""
    mark = f"{app.settings['service']['entityId']}\0{auth.get_last_assertion_id()}"
    ends = auth.get_last_assertion_not_on_or_after() + Names.ALLOWED_CLOCK_DRIFT
    key = f"saml:{hashlib.sha256(mark.encode()).hexdigest()}"
    if not cache.add(key, 1, max(1, int(ends - time.time()) + 1)):
        raise NotTaken("used before")


@login_not_required
@require_safe
def metadata(request: HttpRequest) -> HttpResponse:
    """What the service is to know of us: our name, and where answers are sent."""
    provider = _provider(request)
    told = OneLogin_Saml2_Settings(configuration(request, provider.app), sp_validation_only=True).get_sp_metadata()
    return HttpResponse(told, content_type="application/samlmetadata+xml")
