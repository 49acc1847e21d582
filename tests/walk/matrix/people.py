"""Who tries every door: one person of each kind, all from the example municipality, and what each of them may never do."""

from dataclasses import dataclass

from django.test import Client

from sala_styr.organisation.models import User


@dataclass(frozen=True)
class Person:
    """A column of the matrix. ``username`` is None for somebody who is not logged in."""

    key: str
    username: str | None
    what: str


PEOPLE = (
    Person("nobody", None, "inte inloggad"),
    Person("disabled", "matris.avstangd", "chef i Skolnämnden vars inloggning är stängd"),
    Person("outsider", "matris.utan", "inloggad utan uppdrag"),
    Person("council", "bengt.bjorkdal", "ledamot i kommunfullmäktige"),
    Person("council_chair", "anneli.alvefors", "ordförande i kommunfullmäktige"),
    Person("board_chair", "dragan.dahlbro", "ordförande i kommunstyrelsen"),
    Person("school_chair", "matris.ordforande", "ordförande i Skolnämnden"),
    Person("school_member", "gunilla.granvik", "ledamot i Skolnämnden"),
    Person("care_chair", "ingela.ingmarsson", "ordförande i Vård- och omsorgsnämnden"),
    Person("care_member", "jonas.jarnmalm", "ledamot i Vård- och omsorgsnämnden"),
    Person("school_head", "ingela.qvistgard", "chef för Skolkontoret"),
    Person("school_manager", "tomas.osterang", "enhetschef, Lindallens skola"),
    Person("school_staff", "matris.medarbetare", "medarbetare, Lindallens skola"),
    Person("sibling_manager", "viktor.brinkeby", "enhetschef, Sandbäckens skola"),
    Person("care_head", "johan.vasbyhage", "chef för Vård- och omsorgskontoret"),
    Person("care_manager", "agneta.cedermark", "enhetschef, Hemtjänst Centrum"),
    Person("company_manager", "ida.rotebro", "vd, Salabostäder"),
    Person("controller", "exempel-controller", "controller"),
    Person("auditor", "exempel-revisor", "revisor"),
    Person("administrator", "exempel-administrator", "systemförvaltare"),
)
OWN_UNIT, COMMITTEE, OTHER_COMMITTEE = "Lindallens skola", "Skolnämnden", "Vård- och omsorgsnämnden"
OWN_THINGS = {
    "access_accessevent": "that they ended their other log-ins is written down",
    "mail_mailoptout": "which letters one wants",
    "mail_historicalmailoptout": "which letters one wants",
    "followup_wheelfeed": "one's own calendar address",
    "followup_historicalwheelfeed": "one's own calendar address",
}
"""What somebody who may only read can write all the same, and why."""


def client_of(person: Person) -> Client:
    """A browser in which the person is logged in; the one whose log-in was closed was logged in when that happened."""
    client = Client(raise_request_exception=False)
    if person.username is None:
        return client
    user = User.objects.get(username=person.username)
    active = user.is_active
    User.objects.filter(pk=user.pk).update(is_active=True)
    client.force_login(User.objects.get(pk=user.pk))
    User.objects.filter(pk=user.pk).update(is_active=active)
    return client
