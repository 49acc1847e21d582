"""What real use asks before it starts: settings that are harmless while trying out and open doors afterwards."""

from django.core.exceptions import ImproperlyConfigured


def refuse_unfit(*, debug: bool, hosts: list[str]) -> None:
    """Raise ImproperlyConfigured, in Swedish, when the service must not be started for real with these settings.

    ``hosts``: the names that were given in SALA_ALLOWED_HOSTS; none when nothing was.
    """
    if debug:
        raise ImproperlyConfigured(
            "Ta bort SALA_DEBUG ur miljön: i skarp drift visar ingen felsida programmets insida."
        )
    if not hosts:
        raise ImproperlyConfigured("Sätt SALA_ALLOWED_HOSTS i miljön: de namn som tjänsten nås med, åtskilda av komma.")
    if any(host.startswith(("*", ".")) for host in hosts):
        raise ImproperlyConfigured("Skriv ut namnen i SALA_ALLOWED_HOSTS: en stjärna släpper in vilket namn som helst.")
