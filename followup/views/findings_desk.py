"""What a dialogue arrives at, as one person may write it on the dialogue's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from followup.actions.findings import add_finding, remove_finding, writable_fields, write_finding
from followup.forms.findings import FindingForm, NewFindingForm
from followup.models import Dialogue, DialogueFinding, FindingKind
from followup.queries.findings import findings_of, returning_needs
from sala_styr.organisation.actor import Actor
from sala_styr.text_merge import Merged, Typed


@dataclass(frozen=True)
class Part:
    """The findings of a kind with their forms (None to one who only reads), and the form for one more."""

    kind: FindingKind
    rows: list[tuple[DialogueFinding, FindingForm | None]]
    new: NewFindingForm | None


class FindingsDesk:
    """The findings of a dialogue with their forms. Two queries, and two for the needs that return."""

    def __init__(self, actor: Actor, dialogue: Dialogue, data: QueryDict | None, *, writes: bool) -> None:
        self.actor, self.dialogue, self.data, self.writes = actor, dialogue, data, writes
        self.needs = returning_needs(dialogue)
        self.clashes: list[str] = []
        self._make()

    def _make(self) -> None:
        rows = [(finding, self._form(finding)) for finding in findings_of(self.dialogue)]
        self.parts = [
            Part(
                kind,
                [row for row in rows if row[0].kind == kind],
                NewFindingForm(self.data, kind=kind) if self.writes else None,
            )
            for kind in FindingKind
        ]

    def _form(self, finding: DialogueFinding) -> FindingForm | None:
        writes = writable_fields(self.actor, finding) if self.writes else []
        if not writes:
            return None
        sent = self.data if self.data is not None and f"fynd-{finding.pk}-text" in self.data else None
        return FindingForm(sent, finding=finding, writes=writes)

    @property
    def rows(self) -> list[tuple[DialogueFinding, FindingForm | None]]:
        return [row for part in self.parts for row in part.rows]

    @property
    def forms(self) -> list[Any]:
        """All forms on the page, also those that say nothing."""
        return [form for _finding, form in self.rows] + [part.new for part in self.parts]

    def take_in(self, bases: Mapping[str, str]) -> None:
        """Save what was sent; ``bases``: what each text began from. Raises RuleBroken when the dialogue is locked."""
        for finding, form in self.rows:
            if form is not None and form.is_bound and form.is_valid():
                typed = {
                    name: Typed(bases.get(form.add_prefix(name), getattr(finding, name)), form.cleaned_data[name])
                    for name in form.fields
                    if form.add_prefix(name) in form.data
                }
                _dialogue, texts = write_finding(self.actor, finding, typed)
                self.clashes += [finding.text[:60] for merged in texts.values() if merged.clashes]
        for part in self.parts:
            if part.new is not None and part.new.is_valid() and part.new.cleaned_data["text"].strip():
                add_finding(self.actor, self.dialogue, part.kind, part.new.cleaned_data["text"])
        self.data = None
        self._make()

    def take_back(self, pk: int) -> None:
        """Remove one. Raises RuleBroken for a need that has been answered."""
        for finding, _form in self.rows:
            if finding.pk == pk:
                remove_finding(self.actor, finding)


def finding_names(actor: Actor, findings: list[DialogueFinding]) -> dict[str, tuple[DialogueFinding, str]]:
    """The names in the page's form of the findings' texts that ``actor`` may write."""
    return {f"fynd-{each.pk}-{name}": (each, name) for each in findings for name in writable_fields(actor, each)}


def write_findings(
    actor: Actor, names: Mapping[str, tuple[DialogueFinding, str]], typed: Mapping[str, Typed]
) -> tuple[Dialogue | None, dict[str, Merged]]:
    """Put texts typed in findings, by their names in the form, onto what stands. Gives the dialogue and what now stands by name."""
    found: Dialogue | None = None
    texts: dict[str, Merged] = {}
    for finding in {names[name][0].pk: names[name][0] for name in typed}.values():
        own = {names[name][1]: each for name, each in typed.items() if names[name][0].pk == finding.pk}
        found, merged = write_finding(actor, finding, own)
        texts |= {f"fynd-{finding.pk}-{field}": each for field, each in merged.items()}
    return found, texts
