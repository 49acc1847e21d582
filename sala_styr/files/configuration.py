"""``settings.STORAGES["default"]`` out of ``SALA_FILES_URL``: the folder when nothing is said, else an object storage.

    s3://KEY:SECRET@HOST[:PORT]/BUCKET[/PREFIX][?region=…][&tls=0][&encrypt=AES256]

Without HOST it is Amazon's own; without KEY and SECRET they are found where boto3 looks (the environment, the machine's role). What has signs of
its own in an address (``/``, ``+``, ``@``) is written with per cent signs, as in ``DATABASE_URL``.
"""

from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

CONNECT_SECONDS, READ_SECONDS, TRIES = 3, 20, 2
"""How long a page waits for the storage before it says that it cannot be reached."""
IN_MEMORY = 8 * 1024**2
"""Bytes of a file that is read before the rest of it lies on the disk meanwhile."""
KNOWN = {"region", "tls", "encrypt"}


def storage(url: str) -> dict[str, Any]:
    """The entry for Django. Raises ImproperlyConfigured, with how it should look, for an address that is not understood."""
    if not url:
        return {"BACKEND": "sala_styr.files.disk.DiskStore"}
    parts = urlsplit(url)
    bucket, _slash, prefix = parts.path.strip("/").partition("/")
    wishes = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if parts.scheme != "s3" or not bucket or wishes.keys() - KNOWN:
        raise ImproperlyConfigured("SALA_FILES_URL ska se ut så här: s3://NYCKEL:HEMLIGHET@VÄRD/HINK?region=REGION")
    return {"BACKEND": "sala_styr.files.objects.ObjectStore", "OPTIONS": _options(parts, bucket, prefix, wishes)}


def _options(parts: SplitResult, bucket: str, prefix: str, wishes: dict[str, str]) -> dict[str, Any]:
    """No ACL is sent: then a bucket's objects are private, also where ACLs are switched off, as they are in new buckets."""
    from botocore.config import Config

    return {
        "bucket_name": bucket,
        "location": prefix,
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "endpoint_url": _endpoint(parts, tls=wishes.get("tls") != "0"),
        "region_name": wishes.get("region"),
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": True,
        "max_memory_size": IN_MEMORY,
        "object_parameters": {"ServerSideEncryption": wishes["encrypt"]} if "encrypt" in wishes else {},
        "client_config": Config(
            signature_version="s3v4",
            # A bucket as part of the host's name is Amazon's own way; others mostly have it in the path.
            s3={"addressing_style": "path" if parts.hostname else "auto"},
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
        ),
    }


def _endpoint(parts: SplitResult, *, tls: bool) -> str | None:
    host = parts.netloc.rpartition("@")[2]
    return f"{'https' if tls else 'http'}://{host}" if host else None
