"""The 17 goals of Agenda 2030 with their official Swedish names (UN 2015; globalamalen.se). Facts of the world, so they are no rows to edit."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GOALS: Mapping[int, str | Promise] = {
    1: _("Ingen fattigdom"),
    2: _("Ingen hunger"),
    3: _("God hälsa och välbefinnande"),
    4: _("God utbildning för alla"),
    5: _("Jämställdhet"),
    6: _("Rent vatten och sanitet för alla"),
    7: _("Hållbar energi för alla"),
    8: _("Anständiga arbetsvillkor och ekonomisk tillväxt"),
    9: _("Hållbar industri, innovationer och infrastruktur"),
    10: _("Minskad ojämlikhet"),
    11: _("Hållbara städer och samhällen"),
    12: _("Hållbar konsumtion och produktion"),
    13: _("Bekämpa klimatförändringarna"),
    14: _("Hav och marina resurser"),
    15: _("Ekosystem och biologisk mångfald"),
    16: _("Fredliga och inkluderande samhällen"),
    17: _("Genomförande och globalt partnerskap"),
}


def goal_label(number: int) -> str:
    """``3 God hälsa och välbefinnande``."""
    return f"{number} {GOALS[number]}"
