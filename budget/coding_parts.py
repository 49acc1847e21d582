"""The parts of the coding string that have a page in Kodplan: what each is called, where it is kept and what it is used by. No queries."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import Account, ActivityCode, Chart, Code, Counterparty, Project

Entry = Account | Code
"""One account or code."""


@dataclass(frozen=True)
class Part:
    """``key`` is its address, ``line_field`` the field of budget lines and actuals that points to it, ``more`` what its codes say besides code and name."""

    key: str
    title: str | Promise
    one: str | Promise
    new: str | Promise
    model: type[Entry]
    line_field: str
    more: str = ""
    chart: Chart | None = None

    @property
    def code_field(self) -> str:
        """The field with the code itself."""
        return "number" if self.is_chart else "code"

    @property
    def is_chart(self) -> bool:
        return self.chart is not None

    def code_of(self, entry: Entry) -> str:
        """``5010`` of an account, the code of a code."""
        code: str = getattr(entry, self.code_field)
        return code


PARTS: dict[str, Part] = {
    part.key: part
    for part in (
        Part("konton", _("Konton"), _("konto"), _("Nytt konto"), Account, "account", chart=Chart.KOMMUN_BAS),
        Part("bolagskonton", _("Bolagens konton"), _("konto"), _("Nytt konto"), Account, "account", chart=Chart.BAS),
        Part(
            "verksamhet",
            _("Verksamhet"),
            _("verksamhetskod"),
            _("Ny verksamhetskod"),
            ActivityCode,
            "activity",
            "rs_code",
        ),
        Part("projekt", _("Projekt"), _("projekt"), _("Nytt projekt"), Project, "project", "unit"),
        Part("motpart", _("Motpart"), _("motpart"), _("Ny motpart"), Counterparty, "counterparty", "unit"),
    )
}
