"""Everything that can be written on a dialogue's page, as one sending: what is sound is saved, what is not is said where it stands."""

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from followup import rules
from followup.actions.dialogues import (
    LOWER,
    PICTURES,
    SHARED,
    UPPER,
    confirm_dialogue,
    sides,
    typed_since,
    write_texts,
)
from followup.actions.steps import add_step, answer_question, ask_question, remove_question, remove_step, settle_step
from followup.forms.dialogues import (
    AnswerForm,
    ConfirmForm,
    DialogueForm,
    NewQuestionForm,
    NewStepForm,
    SettleForm,
)
from followup.models import Dialogue, DialogueState, NextStep, OpenQuestion
from followup.queries.dialogue_steps import is_settled_in, returning_questions, returning_steps, untouched_steps
from followup.queries.dialogues import people_of
from followup.views.findings_desk import FindingsDesk
from sala_styr.errors import Refused, RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.shell.autosave import sent_bases


class Desk:
    """A dialogue with its forms, as one person may use it. ``data`` is what was sent; without it the forms show what stands."""

    def __init__(self, actor: Actor, dialogue: Dialogue, data: QueryDict | None = None) -> None:
        self.actor, self.dialogue, self.data = actor, dialogue, data
        above, below = sides(dialogue)
        locked = dialogue.state == DialogueState.CONFIRMED
        self.writes_upper = not locked and rules.speaks_for_upper(actor, above, below)
        self.writes_lower = not locked and rules.speaks_for_lower(actor, above, below)
        self.writes = self.writes_upper or self.writes_lower
        self.arranges = not locked and (self.writes or rules.may_plan_dialogue(actor, above, below))
        self.has_been = dialogue.day <= timezone.localdate()
        self.confirms = [
            side
            for side, may in ((UPPER, rules.may_confirm_upper), (LOWER, rules.may_confirm_lower))
            if self.has_been
            and not locked
            and not getattr(dialogue, f"{side}_confirmed_at")
            and may(actor, above, below)
        ]
        self.clashes: list[str] = []
        self.has_read = 0
        self.findings = FindingsDesk(actor, dialogue, data, writes=self.writes)
        self._make_forms()

    def _make_forms(self) -> None:
        data, dialogue = self.data, self.dialogue
        own = {PICTURES[UPPER]: self.writes_upper, PICTURES[LOWER]: self.writes_lower}
        fields = frozenset(name for name, mine in own.items() if mine) | frozenset(SHARED)
        self.form = DialogueForm(data, dialogue=dialogue, writes=fields) if self.writes else None
        steps, questions = returning_steps(dialogue), returning_questions(dialogue)
        mine = list(dialogue.questions.select_related("answered_in"))
        self.steps = [(step, SettleForm.for_step(step, dialogue, data) if self.writes else None) for step in steps]
        self.questions = [(each, self._answer_form(each)) for each in [*questions, *mine]]
        self.agreed = list(dialogue.steps.select_related("responsible"))
        self.untouched = [step for step in steps if not is_settled_in(step, dialogue)]
        people = people_of(dialogue.upper, dialogue.lower, dialogue.day)
        self.new_step = NewStepForm(data, people=people) if self.writes else None
        self.new_question = NewQuestionForm(data) if self.writes else None
        self.confirm_form = ConfirmForm(data) if self.confirms else None

    def _answer_form(self, question: OpenQuestion) -> AnswerForm | None:
        if not self.writes:
            return None
        return AnswerForm(self.data, prefix=f"fraga-{question.pk}", initial={"answer": question.answer})

    def save(self) -> bool:
        """Save everything that was sent. True when nothing needs to be put right. Raises Refused for others than the two sides."""
        if not self.writes or self.form is None:
            raise Refused(
                _("Här skriver %(upper)s och %(lower)s, tills båda har bekräftat.")
                % {"upper": self.dialogue.upper.name, "lower": self.dialogue.lower.name}
            )
        self.sound = True
        self._write_texts()
        self._write_findings()
        for step, settle_form in self.steps:
            self._settle(step, settle_form)
        for question, answer_form in self.questions:
            self._answer(question, answer_form)
        self._add_new()
        self._look_again()
        return self.sound

    def _look_again(self) -> None:
        """Show what has been saved. What the person has read is that, unless somebody else had written since the page was opened."""
        assert self.form is not None
        self.agreed = list(self.dialogue.steps.select_related("responsible"))
        self.untouched = untouched_steps(self.dialogue)
        version = Dialogue.objects.get(pk=self.dialogue.pk).version
        seen = self.form.data.get("version", "")
        self.has_read = version if seen == str(self.dialogue.version) else 0
        self.form.stands_on(version)

    def _fail(self, form: Any, error: RuleBroken) -> None:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        self.sound = False

    def _write_texts(self) -> None:
        assert self.form is not None
        if not self.form.is_valid():
            self.sound = False
            return
        seen = self.form.cleaned_data["version"]
        said = {
            name: text for name, text in self.form.cleaned_data.items() if name != "version" and name in self.form.data
        }
        try:
            typed = typed_since(self.dialogue, seen, said, sent_bases(self.data or {}))
            written = write_texts(self.actor, self.dialogue, typed)
        except RuleBroken as error:
            self._fail(self.form, error)
            return
        self.clashes += [str(self.form.fields[name].label) for name, merged in written.texts.items() if merged.clashes]
        self.form.shows({name: merged.text for name, merged in written.texts.items()})

    def _write_findings(self) -> None:
        try:
            self.findings.take_in(sent_bases(self.data or {}))
            self.clashes += self.findings.clashes
        except RuleBroken as error:
            self._fail(self.form, error)

    def _settle(self, step: NextStep, form: SettleForm | None) -> None:
        if form is None or not form.is_valid() or not form.has_changed():
            return
        choice, outcome = form.cleaned_data["choice"], form.cleaned_data["outcome"]
        try:
            settle_step(self.actor, self.dialogue, step, choice, outcome)
        except RuleBroken as error:
            self._fail(form, error)

    def _answer(self, question: OpenQuestion, form: AnswerForm | None) -> None:
        if form is None or not form.is_valid() or not form.has_changed():
            return
        try:
            answer_question(self.actor, self.dialogue, question, form.cleaned_data["answer"])
        except RuleBroken as error:
            self._fail(form, error)

    def _add_new(self) -> None:
        assert self.new_step is not None
        assert self.new_question is not None
        if not self.new_step.is_valid():
            self.sound = False
        elif self.new_step.has_changed():
            step = self.new_step.cleaned_data
            try:
                add_step(self.actor, self.dialogue, step["text"], responsible=step["responsible"], due=step["due"])
                self.new_step = NewStepForm(people=self.new_step.fields["responsible"].queryset)  # type: ignore[attr-defined]
            except RuleBroken as error:
                self._fail(self.new_step, error)
        if self.new_question.is_valid() and self.new_question.cleaned_data["text"].strip():
            ask_question(self.actor, self.dialogue, self.new_question.cleaned_data["text"])
            self.new_question = NewQuestionForm()

    def take_back(self, kind: str, pk: int) -> None:
        """Remove a step or a question that this dialogue put. Raises RuleBroken when a later one has taken it up."""
        if kind == "fynd":
            self.findings.take_back(pk)
        elif kind == "steg":
            step = next((each for each in self.agreed if each.pk == pk), None)
            if step is not None:
                remove_step(self.actor, step)
        else:
            question = next((each for each, _form in self.questions if each.pk == pk), None)
            if question is not None and question.dialogue_id == self.dialogue.pk:
                remove_question(self.actor, question)

    def confirm(self, side: str) -> bool:
        """Confirm for ``side`` what now stands, if nobody else had written since the page was opened. True when done."""
        assert self.form is not None
        note = self.confirm_form.data.get("note", "") if self.confirm_form else ""
        try:
            confirm_dialogue(self.actor, self.dialogue, side, self.has_read, note)
        except RuleBroken as error:
            if self.confirm_form is None:
                raise
            self.confirm_form.full_clean()
            self._fail(self.confirm_form, error)
        return self.sound

    @property
    def sent_forms(self) -> list[Any]:
        """The forms that came with the request."""
        settled, answered = [form for _step, form in self.steps], [form for _question, form in self.questions]
        forms = [
            self.form,
            *self.findings.forms,
            *settled,
            *answered,
            self.new_step,
            self.new_question,
            self.confirm_form,
        ]
        return [form for form in forms if form is not None and form.is_bound]
