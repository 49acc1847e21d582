"""A form that one person is offered, sent by another, with everything in it as it stood: what somebody could do who had seen the page.

The matrix (``tests.walk.matrix``) knocks at every door with empty hands, so a door may answer that the form is not filled in before it asks who
knocks. Here the form is filled in, so that nothing but the right stands in the way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.walk.crawler import kind_of
from tests.walk.fuzz.forms import Form, forms_of
from tests.walk.matrix.cells import ask
from tests.walk.matrix.people import OWN_THINGS, PEOPLE, client_of
from tests.walk.matrix.trying import add_people

THIEVES = ("nobody", "disabled", "outsider", "auditor")
"""Those who may write nothing but their own things, wherever they stand."""
LAWFUL = {
    **OWN_THINGS,
    "usersessions_usersession": "that one's session has ended",
    "public_feedback": "what anybody says of the open pages",
    "public_historicalfeedback": "what anybody says of the open pages",
    "seal_pendingleaf": "of the history of those",
}
OF_AN_AUDITOR = {
    "audit_draw": "a sample that was drawn",
    "audit_historicaldraw": "a sample that was drawn",
    "documents_report": "a draft on paper of what one may read",
    "documents_historicalreport": "a draft on paper of what one may read",
}
"""What an auditor's own room is for."""


@dataclass
class Loot:
    """How many forms were sent, and those that wrote what they must not: (who, address, tables)."""

    sent: int = 0
    wrote: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    broken: list[tuple[str, str]] = field(default_factory=list)


def kinds_of_forms(pages: Mapping[str, str]) -> list[Form]:
    """One form of each kind: sent to the same view with the same fields."""
    found: dict[tuple[object, ...], Form] = {}
    for address, page in pages.items():
        for form in forms_of(page, address):
            found.setdefault((kind_of(form.action)[0], form.kind), form)
    return list(found.values())


def stolen(pages: Mapping[str, str]) -> Loot:
    """Every kind of form on ``pages`` sent by each of ``THIEVES``. All is rolled back."""
    loot, forms = Loot(), kinds_of_forms(pages)
    add_people()
    for person in PEOPLE:
        if person.key in THIEVES:
            client = client_of(person)
            lawful = LAWFUL.keys() | (OF_AN_AUDITOR.keys() if person.key == "auditor" else set())
            for form in forms:
                answer = ask(client, form.action, "POST", form.fields)
                loot.sent += 1
                if answer.status >= 500:
                    loot.broken.append((person.key, form.action))
                if wrote := set(answer.wrote) - lawful:
                    loot.wrote.append((person.key, form.action, tuple(sorted(wrote))))
    return loot
