"""What stands in a letter: plain text, simple HTML, the links in it and the lines of its head."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core import signing
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from sala_styr.organisation.models import User

UNSUBSCRIBE_SALT = "sala_styr.mail.unsubscribe"


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter. ``mimetype`` as ``application/pdf`` or ``text/calendar; method=REQUEST``."""

    name: str
    content: bytes
    mimetype: str

    def as_json(self) -> dict[str, str]:
        """As it is kept in the database."""
        packed = base64.b64encode(self.content).decode("ascii")
        return {"name": self.name, "mimetype": self.mimetype, "content": packed}

    @classmethod
    def from_json(cls, kept: Mapping[str, str]) -> "Attachment":
        """As it was before it was kept."""
        return cls(kept["name"], base64.b64decode(kept["content"]), kept["mimetype"])


@dataclass(frozen=True)
class Composed:
    """A letter's two texts and its own lines in the head."""

    text: str
    html: str
    headers: dict[str, str]


def absolute(path: str) -> str:
    """The whole address of ``path``, for links in letters."""
    return f"{settings.MAIL_BASE}{path}"


def message_id(key: str) -> str:
    """The letter's name among mail servers: the same for the same key, so that a second copy is known as one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def unsubscribe_token(user_id: int, kind: str) -> str:
    """The signed part of the link that says no to a kind without logging in. It does not age: an old letter's link works too."""
    return signing.dumps([user_id, kind], salt=UNSUBSCRIBE_SALT)


def read_token(token: str) -> tuple[int, str] | None:
    """Who says no to what; None when the link is not ours."""
    try:
        user_id, kind = signing.loads(token, salt=UNSUBSCRIBE_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(user_id), str(kind)


def unsubscribe_url(user_id: int, kind: str) -> str:
    """The link that says no to ``kind``."""
    return absolute(reverse("mail:unsubscribe", args=[unsubscribe_token(user_id, kind)]))


def compose(template: str, context: Mapping[str, Any], person: User | None, kind: str) -> Composed:
    """Write the letter in Swedish from ``templates/mail/<template>.txt`` and ``.html``.

    Without an HTML template it is made from the text. The templates also get ``person``, ``municipality``, ``base`` (the address that links
    begin with), ``settings_url`` and, for a kind that one may say no to, ``unsubscribe_url``.
    """
    leave = unsubscribe_url(person.pk, kind) if person is not None and kind else ""
    whole = {
        "municipality": settings.MUNICIPALITY_NAME,
        "base": settings.MAIL_BASE,
        "settings_url": absolute(reverse("mail:mine")),
        **context,
        "person": person,
        "unsubscribe_url": leave,
    }
    with translation.override("sv"):
        text = _rendered(f"mail/{template}.txt", whole, autoescape=False).strip() + "\n"
        try:
            html = _rendered(f"mail/{template}.html", whole, autoescape=True)
        except TemplateDoesNotExist as missing:
            if missing.args[0] != f"mail/{template}.html":
                raise
            html = _rendered("mail/from_text.html", whole | {"text": text}, autoescape=True)
    return Composed(text, html, _headers(leave))


def _headers(leave: str) -> dict[str, str]:
    """Machines' letters are marked, so that no absence note answers them (RFC 3834); one click says no (RFC 8058)."""
    marked = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if not leave:
        return marked
    return marked | {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _rendered(name: str, context: Mapping[str, Any], *, autoescape: bool) -> str:
    found: Any = get_template(name)
    return str(found.template.render(Context(dict(context), autoescape=autoescape)))


def attachments_as_json(attachments: Sequence[Attachment]) -> list[dict[str, str]]:
    """As they are kept in the database."""
    return [attachment.as_json() for attachment in attachments]
