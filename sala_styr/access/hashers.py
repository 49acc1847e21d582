"""How passwords are kept: by Argon2id, as OWASP's Password Storage Cheat Sheet recommends it (ASVS 11.4.2)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordHasher(Argon2PasswordHasher):
    """46 MiB, one pass, one lane: the first of the cheat sheet's equal choices.

    Django's own measure (100 MiB, two passes, eight lanes) takes four times the processor for each log-in, so that a morning's log-ins stood in the
    way of everybody's pages. A password that was kept by it is kept anew when its owner logs in.
    """

    time_cost = 1
    memory_cost = 46 * 1024
    parallelism = 1
