"""A thing to assess on a page: its row, its form, and what happened when it was sent."""

from django.http import QueryDict

from followup.actions.assessments import save_assessment, submit_assessment
from followup.forms.assessments import FIELDS, AssessmentForm, ReturnForm
from followup.models import Assessment, Period
from followup.queries.assessments import as_row
from followup.queries.looks import AssessmentRow
from followup.queries.things import thing_filter
from followup.queries.unit_period import ThingRow
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.organisation.actor import Actor


class Entry:
    """``form`` is None when this person has nothing to write here. ``theirs`` is what somebody else wrote meanwhile."""

    def __init__(self, row: ThingRow, period: Period, data: QueryDict | None = None, *, outer_form: str = "") -> None:
        self.row = row
        self.period = period
        self.theirs: AssessmentRow | None = None
        self.handed_in = False
        self.return_form = ReturnForm(prefix=f"{row.key}-tillbaka", initial={"version": row.version})
        self.form: AssessmentForm | None = None
        sent = data if data is not None and f"{row.key}-version" in data else None
        if row.may_write or sent is not None:
            # What was sent although it cannot be written goes to the action, which says why not.
            self.form = AssessmentForm(
                sent,
                prefix=row.key,
                initial=AssessmentForm.initial_of(row.assessment),
                scales=row.scales,
                full_year=period.is_full_year,
                outer_form=outer_form,
            )

    @property
    def was_sent(self) -> bool:
        """Did this row's fields come with the request?"""
        return self.form is not None and self.form.is_bound

    @property
    def is_sound(self) -> bool:
        """Nothing to put right."""
        return self.form is None or not self.form.errors

    def save(self, actor: Actor, *, submit: bool) -> bool:
        """Save what was typed and, when asked, hand it in if anything is said. True when nothing needs to be put right.

        Raises Refused for somebody who may not write this at all.
        """
        assert self.form is not None
        if not self.form.is_valid():
            return False
        try:
            seen = self.form.seen_version(self._standing(), self.row.version)
            found = save_assessment(actor, self.period, self.row.thing, self.form.words(), seen)
            if found is not None:
                self._seen(found.version)
                if submit and self.row.may_submit:
                    submit_assessment(actor, found, found.version)
                    self.handed_in = True
        except EditConflict as error:
            self._show_theirs(str(error))
        except RuleBroken as error:
            self.form.add_error(error.field if error.field in self.form.fields else None, str(error))
        return self.is_sound

    def _standing(self) -> dict[str, str]:
        """What the fields say now."""
        found = self.row.assessment
        return {name: getattr(found, name) if found else "" for name in FIELDS}

    def _show_theirs(self, message: str) -> None:
        """Keep what was typed and show what the other wrote; the next save is then made knowingly on top of it."""
        assert self.form is not None
        found = Assessment.objects.filter(period=self.period, **thing_filter(self.row.thing))
        theirs = found.select_related("written_by", "period").first()
        if theirs is not None:
            self.theirs = as_row(theirs, self.row.scales)
            self._seen(theirs.version)
        self.form.add_error(None, message)

    def _seen(self, version: int) -> None:
        """From now on the form stands on this version."""
        assert self.form is not None
        self.form.stands_on(version)
