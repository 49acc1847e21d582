"""What ``manage.py check --deploy`` says about mail."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

SENDS_NOTHING = (
    "django.core.mail.backends.console.EmailBackend",
    "django.core.mail.backends.dummy.EmailBackend",
    "django.core.mail.backends.filebased.EmailBackend",
)


@register(Tags.security, deploy=True)
def mail_can_leave(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """In production: is there a mail server, a sender and an address that links can lead to?"""
    if not settings.PRODUCTION:
        return []
    found: list[CheckMessage] = []
    if settings.EMAIL_BACKEND in SENDS_NOTHING:
        found.append(
            Warning(
                "Ingen e-post skickas: påminnelser och inbjudningar skrivs bara i loggen.",
                hint="Sätt SALA_EMAIL_URL, till exempel smtp+tls://namn:losenord@smtp.example:587.",
                id="mail.W001",
            )
        )
    if not settings.MAIL_FROM_CHOSEN:
        found.append(
            Warning(
                "E-posten har ingen avsändare av er egen.",
                hint="Sätt SALA_MAIL_FROM, till exempel 'Sala styr <styr@kommun.example>'.",
                id="mail.W002",
            )
        )
    if not settings.PUBLIC_ADDRESS:
        found.append(
            Warning(
                "Länkarna i e-posten leder ingenstans.",
                hint="Sätt SALA_PUBLIC_ADDRESS till adressen där ni når systemet.",
                id="mail.W003",
            )
        )
    return found
