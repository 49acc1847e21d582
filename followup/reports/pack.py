"""The pack before a dialogue: its sections, kept as JSON with a fingerprint, and the same JSON as a document again.

Made with nobody's eyes (``queries.pack_facts``) and always in Swedish, so that it is the same whoever sends it.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from followup.models import Dialogue, DialogueInvitation, DialoguePack
from followup.reports import pack_parts
from sala_styr.documents.frozen import section_from_plain, section_to_plain
from sala_styr.documents.model import BulletList, Document, Paragraph, ParagraphKind, Section

FORMAT = 1
"""Of the JSON. What is kept is never rewritten: a new format is read beside the old."""


@dataclass(frozen=True)
class PackContent:
    """What a pack says: the page and the PDF are made of this and of nothing else."""

    title: str
    subtitle: str
    municipality: str
    frozen_at: datetime
    frozen_line: str
    frozen_by: str
    references: tuple[str, ...]
    keyed: tuple[tuple[str, Section], ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(section for _key, section in self.keyed)


def compose(dialogue: Dialogue, invitation: DialogueInvitation, version: int, frozen_at: datetime) -> str:
    """The pack's content as JSON text, from what is decided, handed in and confirmed at this moment. A constant number of queries."""
    with translation.override("sv"):
        return as_text(_plain(dialogue, invitation, version, frozen_at))


def as_text(plain: dict[str, Any]) -> str:
    """The one way to write it, so that the fingerprint holds."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(content: str) -> str:
    """SHA-256 of the content's bytes, in hex."""
    return hashlib.sha256(content.encode()).hexdigest()


def read(pack: DialoguePack) -> PackContent:
    """The pack's content as it was frozen. No query."""
    return read_text(pack.content)


def read_text(text: str) -> PackContent:
    """The content behind the JSON text. No query."""
    plain = json.loads(text)
    return PackContent(
        title=plain["title"],
        subtitle=plain["subtitle"],
        municipality=plain["municipality"],
        frozen_at=datetime.fromisoformat(plain["frozen_at"]),
        frozen_line=plain["frozen_line"],
        frozen_by=plain["frozen_by"],
        references=tuple(plain["references"]),
        keyed=tuple((each["key"], section_from_plain(each["section"])) for each in plain["sections"]),
    )


def document_of(pack: DialoguePack) -> Document:
    """The pack as a document to print. No query."""
    content = read(pack)
    return Document(
        title=content.title,
        subtitle=content.subtitle,
        municipality=content.municipality,
        generated_at=content.frozen_at,
        sections=content.sections,
        references=(*content.references, f"SHA-256 {pack.sha256}"),
        draft=False,
        frozen_line=content.frozen_line,
    )


def _plain(dialogue: Dialogue, invitation: DialogueInvitation, version: int, frozen_at: datetime) -> dict[str, Any]:
    upper, lower = dialogue.upper, dialogue.lower
    local = timezone.localtime(frozen_at)
    today = local.date()
    return {
        "format": FORMAT,
        "title": _("Underlag till dialogen mellan %(upper)s och %(lower)s")
        % {"upper": upper.name, "lower": lower.name},
        "subtitle": f"{dialogue.period}, {_when(dialogue.day, invitation)}",
        "municipality": settings.MUNICIPALITY_NAME,
        "frozen_at": local.isoformat(timespec="seconds"),
        "frozen_line": _("Underlag, version %(version)d, fryst %(when)s. Arbetsmaterial för de två parterna.")
        % {"version": version, "when": local.strftime("%Y-%m-%d kl. %H:%M")},
        "frozen_by": str(invitation.sent_by) if invitation.sent_by else "",
        "references": _people(dialogue),
        "sections": [
            {"key": key, "section": section_to_plain(section)}
            for key, section in (
                ("questions", _questions(dialogue, invitation)),
                ("last_time", pack_parts.last_time(dialogue)),
                ("since", pack_parts.since(dialogue, today)),
                ("mission", pack_parts.mission(dialogue)),
                ("wanted", pack_parts.wanted(dialogue)),
                ("money", pack_parts.money(dialogue)),
                ("needs", pack_parts.needs(dialogue)),
            )
        ],
    }


def _when(day: date, invitation: DialogueInvitation) -> str:
    return _("%(day)s kl. %(starts)s–%(ends)s") % {
        "day": formats.date_format(day, "j F Y"),
        "starts": f"{invitation.starts:%H.%M}",
        "ends": f"{invitation.ends:%H.%M}",
    }


def _people(dialogue: Dialogue) -> list[str]:
    place = [_("Plats: %(place)s") % {"place": dialogue.place}] if dialogue.place else []
    rows = dialogue.participants.select_related("user").order_by("pk")
    names = ", ".join(f"{row.user} ({row.title})" if row.title else str(row.user) for row in rows)
    return [*place, *([_("Deltagare: %(names)s") % {"names": names}] if names else [])]


def _questions(dialogue: Dialogue, invitation: DialogueInvitation) -> Section:
    message = [Paragraph(invitation.message)] if invitation.message else []
    read_too = [Paragraph(_("Läs också: %(what)s") % {"what": dialogue.material})] if dialogue.material else []
    return Section(
        _("Det här vill vi tala om"),
        (
            BulletList(tuple(invitation.question_list)),
            *message,
            *read_too,
            Paragraph(
                _("Här står bara det som är beslutat, inlämnat eller bekräftat av båda när underlaget frystes."),
                ParagraphKind.NOTE,
            ),
        ),
    )
