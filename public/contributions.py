"""What the open pages add to pages of others: links in every page's foot, and the controller's way to what is published."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from public.rules import may_publish
from sala_styr.shell.contributions import NavEntry, Panel, add_foot, contribute

add_foot(
    NavEntry(gettext_lazy("Öppna sidor för alla"), "public:start", 10),
    NavEntry(gettext_lazy("Tillgänglighetsredogörelse"), "public:accessibility", 90),
    NavEntry(gettext_lazy("Personuppgifter och kakor"), "privacy:about", 95),
)


@contribute("start.controller", 90)
def publishing_panel(request: HttpRequest) -> Panel | None:
    """The way to what citizens read and to what they may read. No query."""
    if not may_publish(request.actor):  # type: ignore[attr-defined]
        return None
    return Panel(_("Öppna sidor"), "public/panels/publishing.html")
