"""Where an indicator's figures come from, in words: "Källa: Kolada" wherever one from there is shown (domain §6.3)."""

from datetime import datetime

from django.utils.translation import gettext as _

from goals.models.indicator import Indicator, SourceKind
from sala_styr.shell.wording import day_in_words


def source_name(indicator: Indicator) -> str:
    """``Kolada (N15428)``, ``SCB, registret över arbetslöshet``, ``egen mätning``; the source's own name where one is written."""
    kind, name = indicator.source_kind, indicator.source
    if kind == SourceKind.KOLADA:
        return name if "Kolada" in name else _("Kolada (%(kpi)s)") % {"kpi": indicator.kolada_id} + _more(name)
    if kind == SourceKind.SCB:
        return name if "SCB" in name else "SCB" + _more(name)
    return name or (str(indicator.get_source_kind_display()) if kind == SourceKind.OWN else "")


def source_line(indicator: Indicator, fetched_at: datetime | None = None) -> str:
    """``Källa: Kolada (N15428), hämtat 5 maj 2026``; "" where no source is named."""
    name = source_name(indicator)
    if not name:
        return ""
    when = _(", hämtat %(day)s") % {"day": day_in_words(fetched_at)} if fetched_at else ""
    return _("Källa: %(name)s") % {"name": name} + when


def _more(name: str) -> str:
    return f", {name}" if name else ""
