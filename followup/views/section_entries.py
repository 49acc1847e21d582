"""A section on a unit's page: its answer, its form, and what happened when it was sent."""

from django.http import QueryDict

from followup.actions.sections import save_section, submit_section, words_of
from followup.forms.sections import ReturnSectionForm, SectionForm
from followup.models import SectionReport
from followup.queries.section_answers import Answer
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit


class SectionEntry:
    """``form`` is None when this person has nothing to write here. ``theirs`` is what somebody else wrote meanwhile."""

    def __init__(self, answer: Answer, unit: Unit, data: QueryDict | None = None, *, outer_form: str = "") -> None:
        self.answer = answer
        self.unit = unit
        self.theirs = ""
        self.handed_in = False
        self.form: SectionForm | None = None
        prefix = f"avsnitt-{answer.section.pk}"
        self.return_form = ReturnSectionForm(prefix=f"{prefix}-tillbaka", initial={"version": answer.version})
        sent = data if data is not None and f"{prefix}-version" in data else None
        offered = answer.may_write and (answer.offers_nothing or not answer.section.is_gathered)
        if offered or sent is not None:
            # What was sent although it cannot be written goes to the action, which says why not.
            self.form = SectionForm(
                sent,
                prefix=prefix,
                initial={"version": answer.version, "text": answer.text, "nothing": answer.says_nothing},
                title=answer.section.title,
                gathered=answer.section.is_gathered,
                instruction=answer.section.instruction,
                outer_form=outer_form,
            )

    @property
    def was_sent(self) -> bool:
        """Did this section's fields come with the request?"""
        return self.form is not None and self.form.is_bound

    @property
    def is_sound(self) -> bool:
        """Nothing to put right."""
        return self.form is None or not self.form.errors

    def save(self, actor: Actor, *, submit: bool) -> bool:
        """Save what was typed and, when asked, hand it in if anything is said. True when nothing needs to be put right."""
        assert self.form is not None
        if not self.form.is_valid():
            return False
        said = {name: self.form.cleaned_data.get(name, "") for name in ("text", "nothing")}
        try:
            seen = self.form.seen_version(self._standing(), self.answer.version)
            found = save_section(actor, self.answer.section, self.unit, version=seen, **said)
            if found is not None:
                self.form.stands_on(found.version)
                if submit and self.answer.may_submit and any(said.values()):
                    submit_section(actor, found, found.version)
                    self.handed_in = True
        except EditConflict as error:
            self._show_theirs(str(error))
        except RuleBroken as error:
            self.form.add_error(error.field if error.field in self.form.fields else None, str(error))
        return self.is_sound

    def _standing(self) -> dict[str, str]:
        """The name of the text that says something now, and what it says."""
        nothing = self.answer.says_nothing or self.answer.section.is_gathered
        return {"nothing": self.answer.says_nothing} if nothing else {"text": self.answer.text}

    def _show_theirs(self, message: str) -> None:
        """Keep what was typed and show what the other wrote; the next save is then made knowingly on top of it."""
        assert self.form is not None
        found = SectionReport.objects.filter(section=self.answer.section, unit=self.unit).select_related("section")
        theirs = found.first()
        if theirs is not None:
            self.theirs = theirs.nothing_reason or words_of(theirs)
            self.form.stands_on(theirs.version)
        self.form.add_error(None, message)
