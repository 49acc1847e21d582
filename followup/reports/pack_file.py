"""The pack's PDF: made once, from the frozen content and nothing else."""

from django.utils.translation import gettext as _

from followup.models import DialoguePack, PackFile
from followup.reports.pack import document_of, fingerprint
from sala_styr.documents import store
from sala_styr.documents.pdf import render_pdf
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor


def make_file(pack_id: int) -> PackFile:
    """The pack's file; made if it is not there. Takes seconds and memory: never in a request. Raises RuleBroken when the content is not what was kept."""
    from sala_styr.documents.conformance import page_count

    pack = DialoguePack.objects.select_related("frozen_by").get(pk=pack_id)
    made = PackFile.objects.filter(pack=pack).first()
    if made is not None:
        return made
    if fingerprint(pack.content) != pack.sha256:
        raise RuleBroken(_("Underlaget är inte det som frystes: kontrollsumman stämmer inte. Ingen fil görs."))
    content = render_pdf(document_of(pack))
    path = _stored(f"dialoger/underlag-{pack.pk}-{pack.sha256[:16]}.pdf", content)
    with recording(Actor(user=pack.frozen_by), _("Underlaget blev en fil")):
        found, _is_new = PackFile.objects.get_or_create(
            pack=pack,
            defaults={
                "path": path,
                "sha256": store.fingerprint(content),
                "size": len(content),
                "pages": page_count(content),
            },
        )
    return found


def _stored(name: str, content: bytes) -> str:
    """Written, or there already from a time that did not come to its row: the same content gives the same bytes."""
    try:
        return store.write_once(name, content)
    except FileExistsError:
        return f"{store.FOLDER}/{name}"
