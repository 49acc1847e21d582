"""Bringing in what Kolada says: files or answers, all of it or nothing, with what it changed told. And asking for it."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goals import rules
from goals.actions.kolada_values import fill_from_kolada
from goals.kolada.client import Kolada, KoladaUnreachable
from goals.kolada.shapes import KoladaFormatError, Package
from goals.kolada.tasks import fetch_kolada
from goals.kolada.wishes import YEARS_BACK, Wish, fetch
from goals.models import KoladaFetch, KoladaGroup, KoladaKpi, KoladaMunicipality, KoladaValue
from goals.queries.indicators import kolada_indicators
from goals.queries.kolada import compared_codes, newest_values, waiting_fetch
from sala_styr import history
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require, require_own_hand

AT_A_TIME = 2000


def bring_in(actor: Actor, package: Package, source: str, sha256: str = "") -> KoladaFetch:
    """Keep what came, and give the indicators that take their outcomes from Kolada theirs. The same file a second time adds nothing.

    Raises Refused, and RuleBroken when there is nothing in it or somebody else brings in the same at once. Then nothing is written.
    """
    require(rules.may_use_kolada(actor), rules.who_may_use_kolada())
    if package.is_empty:
        raise RuleBroken(_("Det finns inget att läsa in: listan är tom."))
    try:
        with recording(actor, _("Läste in från Kolada: %(source)s") % {"source": source}):
            known = KoladaFetch.objects.filter(sha256=sha256, problem="").first() if sha256 else None
            brought = known or _keep(package, source, sha256)
            fill_from_kolada(kolada_indicators())
    except IntegrityError as error:
        raise RuleBroken(
            _("Någon annan läser in från Kolada just nu. Inget har skrivits. Försök igen om en stund.")
        ) from error
    return brought


def fetch_now(actor: Actor, kolada: Kolada | None = None) -> KoladaFetch:
    """Ask Kolada for what our indicators need and bring it in. When Kolada cannot be reached, that is what is kept: what went wrong, and nothing else."""
    require(rules.may_use_kolada(actor), rules.who_may_use_kolada())
    wish = _wish()
    kolada = kolada or Kolada(settings.SALA_KOLADA_URL)
    try:
        return bring_in(actor, fetch(kolada, wish), settings.SALA_KOLADA_URL)
    except (KoladaUnreachable, KoladaFormatError, RuleBroken) as wrong:
        return _note_problem(actor, settings.SALA_KOLADA_URL, str(wrong))


def request_fetch(actor: Actor) -> None:
    """Let a background worker ask Kolada. Raises Refused, and RuleBroken when no indicator takes its outcomes from there or one is under way."""
    require_own_hand(actor)
    require(rules.may_use_kolada(actor), rules.who_may_use_kolada())
    _wish()
    waiting = waiting_fetch()
    if waiting is not None and not waiting.is_late:
        raise RuleBroken(_("En hämtning är redan beställd och inte klar än. Vänta på den."))
    transaction.on_commit(partial(fetch_kolada.enqueue, actor.user.pk if actor.user else None))


def _wish() -> Wish:
    kpis = tuple(dict.fromkeys(indicator.kolada_id for indicator in kolada_indicators()))
    if not kpis:
        raise RuleBroken(
            _(
                "Ingen indikator hämtar sina utfall från Kolada ännu. Välj källan Kolada och ett nyckeltal för en indikator."
            )
        )
    this_year = timezone.localdate().year
    ours = KoladaMunicipality.objects.filter(code=settings.SALA_KOLADA_MUNICIPALITY).first()
    years = tuple(range(this_year - YEARS_BACK, this_year + 1))
    return Wish(kpis, tuple(dict.fromkeys(compared_codes())), years, ours.title if ours else "")


def _note_problem(actor: Actor, source: str, problem: str) -> KoladaFetch:
    with recording(actor, _("Kolada gick inte att läsa")):
        return KoladaFetch.objects.create(source=source, fetched_at=timezone.now(), problem=problem)


def _keep(package: Package, source: str, sha256: str) -> KoladaFetch:
    """Write the package: names and definitions as they are now, values beside the older ones."""
    now = timezone.now()
    names = {code: name for group in package.groups for code, name in group.members}
    names |= {each.code: each.title for each in package.municipalities}
    kinds = {each.code: each.kind for each in package.municipalities}
    _upsert(KoladaMunicipality, "code", {c: {"title": t, "kind": kinds.get(c, "K")} for c, t in names.items()})
    groups = {
        each.group_id: {"title": each.title, "members": [code for code, _name in each.members]}
        for each in package.groups
    }
    _upsert(KoladaGroup, "group_id", groups)
    kpis = {
        each.kpi_id: {
            "title": each.title,
            "description": each.description,
            "by_sex": each.by_sex,
            "operating_area": each.operating_area,
            "publication_date": each.publication_date,
            "fetched_at": now,
        }
        for each in package.kpis
    }
    _upsert(KoladaKpi, "kpi_id", kpis)
    return _keep_values(package, KoladaFetch(source=source[:300], sha256=sha256, fetched_at=now))


def _keep_values(package: Package, kept: KoladaFetch) -> KoladaFetch:
    ids = {each.kpi for each in package.values}
    known = set(KoladaKpi.objects.filter(kpi_id__in=ids).values_list("kpi_id", flat=True))
    # A value whose definition has not come: the key figure goes by its number until it does.
    unknown = {one: {"title": one, "fetched_at": kept.fetched_at} for one in sorted(ids - known)}
    _upsert(KoladaKpi, "kpi_id", unknown)
    kpis = {each.kpi_id: each for each in KoladaKpi.objects.filter(kpi_id__in=ids)}
    before = newest_values(ids, {each.municipality for each in package.values})
    for each in package.values:
        old = before.get(each.key)
        kept.values_missing += each.value is None
        kept.values_new += old is None and each.value is not None
        kept.values_changed += old is not None and old.value != each.value
    kept.save()
    rows = [
        KoladaValue(
            fetch=kept,
            kpi=kpis[each.kpi],
            municipality=each.municipality,
            year=each.year,
            sex=each.sex,
            value=each.value,
            status=each.status,
        )
        for each in package.values
    ]
    KoladaValue.objects.bulk_create(rows, batch_size=AT_A_TIME)
    return kept


def _upsert(model: type[models.Model], key: str, wanted: dict[str, dict[str, Any]]) -> None:
    """Add what is not there and change what differs, with a history row each. At most three queries and their history."""
    stored = {getattr(row, key): row for row in model._default_manager.filter(**{f"{key}__in": list(wanted)})}
    new, changed = [], []
    for one, fields in wanted.items():
        row = stored.get(one)
        if row is None:
            new.append(model(**{key: one}, **fields))
        elif any(getattr(row, name) != content for name, content in fields.items()):
            for name, content in fields.items():
                setattr(row, name, content)
            changed.append(row)
    history.bulk_create(model, new)
    if changed:
        history.bulk_update(model, changed, list(next(iter(wanted.values()))))
