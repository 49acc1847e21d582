"""The log-in services that the environment names, as allauth wants them (``SOCIALACCOUNT_PROVIDERS``). Read once, by settings; asks the network nothing.

    SALA_OIDC_SERVER      the issuer, e.g. https://sso.styr.example/realms/kommun; Entra ID's ends in /<tenant>/v2.0
    SALA_OIDC_CLIENT_ID, SALA_OIDC_SECRET, SALA_OIDC_NAME (what the button says), SALA_OIDC_SCOPE (openid profile email)
    SALA_OIDC_GROUPS      the claim that holds the person's groups (groups)

One municipality has one directory, so there is one service of each kind; its address ends in its key.
"""

from typing import Any

import environ

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


def providers(env: environ.Env) -> dict[str, Any]:
    """For ``SOCIALACCOUNT_PROVIDERS``."""
    found = oidc(env)
    return {
        "openid_connect": {
            "provider_class": "sala_styr.access.oidc.Provider",
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [found] if found else [],
        },
    }
