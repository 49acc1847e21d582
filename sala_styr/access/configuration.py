"""The log-in services that the environment names, as allauth wants them (``SOCIALACCOUNT_PROVIDERS``). Read once, by settings; asks the network nothing.

    SALA_OIDC_SERVER      the issuer, e.g. https://sso.styr.example/realms/kommun; Entra ID's ends in /<tenant>/v2.0
    SALA_OIDC_CLIENT_ID, SALA_OIDC_SECRET, SALA_OIDC_NAME (what the button says), SALA_OIDC_SCOPE (openid profile email)
    SALA_OIDC_GROUPS      the claim that holds the person's groups (groups)

    SALA_SAML_METADATA    a file: the service's metadata (XML) as it publishes them, with its addresses and certificates
    SALA_SAML_NAME        what the button says
    SALA_SAML_OWN_NAME    our name there (entity id), when it is not the address of our own metadata
    SALA_SAML_GROUPS, SALA_SAML_USERNAME   the attributes that hold the person's groups and user name, when they are not among those below
    SALA_SAML_SUBJECT     the attribute by which a person is known the next time, when that is not the NameID
    SALA_SAML_WAY_OUT     where one logs out of the service
    SALA_SAML_UNASKED=1   people may begin at the service (its list of applications), without having asked here

One municipality has one directory, so there is one service of each kind; its address ends in its key.
"""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

SAML = "saml"
"""What accounts from the SAML service are kept under."""
_CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims"
ENTRA_GROUPS = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups"
ATTRIBUTES = {
    # Entra ID and AD FS; by their OID, as Swedish federations do; by name, as Keycloak does.
    "username": [f"{_CLAIMS}/name", f"{_CLAIMS}/upn", "urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "username"],
    "email": [f"{_CLAIMS}/emailaddress", "urn:oid:0.9.2342.19200300.100.1.3", "urn:oid:1.2.840.113549.1.9.1", "email"],
    "first_name": [f"{_CLAIMS}/givenname", "urn:oid:2.5.4.42", "firstName"],
    "last_name": [f"{_CLAIMS}/surname", "urn:oid:2.5.4.4", "lastName"],
}
"""Where the attributes of a person are looked for, the first that is there."""
OIDC = "oidc"
"""The key of the OpenID service: the last part of its addresses, and what accounts from it are kept under."""


def oidc(env: environ.Env) -> dict[str, Any] | None:
    """The OpenID service; None when the environment names none. Raises ImproperlyConfigured when it is named by half."""
    server = env("SALA_OIDC_SERVER", default="").rstrip("/")
    if not server:
        return None
    return {
        "provider_id": OIDC,
        "name": env("SALA_OIDC_NAME", default="Logga in med kommunkontot"),
        "client_id": env("SALA_OIDC_CLIENT_ID"),
        "secret": env("SALA_OIDC_SECRET"),
        "settings": {
            "server_url": server,
            "scope": env("SALA_OIDC_SCOPE", default="openid profile email").split(),
            "groups_claim": env("SALA_OIDC_GROUPS", default="groups"),
        },
    }


def saml(env: environ.Env) -> dict[str, Any] | None:
    """The SAML service; None when the environment names none. Raises ImproperlyConfigured when its metadata cannot be read or say too little."""
    path = env("SALA_SAML_METADATA", default="")
    if not path:
        return None
    service = _service(Path(path))
    username, subject = env("SALA_SAML_USERNAME", default=""), env("SALA_SAML_SUBJECT", default="")
    names = ATTRIBUTES | ({"username": [username]} if username else {})
    return {
        "provider_id": SAML,
        "client_id": SAML,
        "name": env("SALA_SAML_NAME", default="Logga in med kommunkontot"),
        "settings": {
            "service": service,
            "own_name": env("SALA_SAML_OWN_NAME", default=""),
            "attribute_mapping": names | {"uid": [subject] if subject else []},
            "groups": env("SALA_SAML_GROUPS", default=ENTRA_GROUPS),
            "way_out": env("SALA_SAML_WAY_OUT", default=""),
            "unasked": env.bool("SALA_SAML_UNASKED", default=False),
        },
    }


def _service(path: Path) -> dict[str, Any]:
    """The service's name, address and certificates. The library is only loaded where there is a SAML service."""
    from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser

    try:
        found: dict[str, Any] = OneLogin_Saml2_IdPMetadataParser.parse(path.read_bytes()).get("idp", {})
    except (OSError, ValueError, SyntaxError) as error:
        raise ImproperlyConfigured(f"SALA_SAML_METADATA: {path} cannot be read as metadata: {error}") from error
    if (
        not found.get("entityId")
        or "singleSignOnService" not in found
        or not {"x509cert", "x509certMulti"} & set(found)
    ):
        raise ImproperlyConfigured(
            f"SALA_SAML_METADATA: {path} names no service with an address for redirects and a certificate to sign with"
        )
    return found


def providers(env: environ.Env) -> dict[str, Any]:
    """For ``SOCIALACCOUNT_PROVIDERS``."""
    found, other = oidc(env), saml(env)
    return {
        "openid_connect": {
            "provider_class": "sala_styr.access.oidc.Provider",
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [found] if found else [],
        },
        "saml": {"provider_class": "sala_styr.access.saml.Provider", "APPS": [other] if other else []},
    }
