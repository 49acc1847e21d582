"""What we ask Kolada for: the key figures of our indicators, for us, for those we are compared with and for the whole country."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from goals.kolada.client import Kolada
from goals.kolada.shapes import COUNTRY, Package

YEARS_BACK = 10


@dataclass(frozen=True)
class Wish:
    """What to fetch. ``title`` is our municipality's name as Kolada writes it, "" when it is not known yet."""

    kpis: tuple[str, ...]
    municipalities: tuple[str, ...]
    years: tuple[int, ...]
    title: str = ""


def fetch(kolada: Kolada, wish: Wish) -> Package:
    """Everything wished for, whole; raises KoladaUnreachable and then nothing has come. Kolada's own names come with it."""
    found = kolada.municipalities()
    ours = settings.SALA_KOLADA_MUNICIPALITY
    title = next((each.title for each in found.municipalities if each.code == ours), wish.title)
    groups = kolada.groups(title) if title else Package()
    found += Package(groups=tuple(each for each in groups.groups if f", {title}," in f"{each.title},"))
    codes = _unique([ours, COUNTRY, *wish.municipalities, *_members(found)])
    return found + kolada.kpis(wish.kpis) + kolada.values(wish.kpis, codes, wish.years)


def _members(found: Package) -> list[str]:
    """Those in the default peer group, which may have come just now."""
    default = (each for each in found.groups if each.group_id == settings.SALA_KOLADA_GROUP)
    return [code for each in default for code, _name in each.members]


def _unique(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
