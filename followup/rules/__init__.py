"""Who may do what in the follow-up: pure functions of the acting person and a place in the organisation (the wall, design §1).

A *place* is a unit with what lies above and below it. Officials write how it goes; the level above, or the elected body that owns a
political item, reads and approves. In a dialogue each level speaks for itself only.
"""

from followup.rules.assessments import (
    may_judge_assessment,
    may_read_draft,
    may_submit_assessment,
    may_write_assessment,
)
from followup.rules.dialogues import (
    are_neighbours,
    may_answer_need,
    may_confirm_lower,
    may_confirm_upper,
    may_plan_dialogue,
    may_plan_dialogues,
    speaks_for_lower,
    speaks_for_upper,
    speaks_in_dialogue,
)
from followup.rules.judgement import may_write_judgement
from followup.rules.packs import kind_of_pair, may_steer_questions, pair_kind
from followup.rules.periods import may_steer_periods
from followup.rules.place import OWN_BOARD_KINDS, Place
from followup.rules.questions import may_answer_question, may_ask_question
from followup.rules.reminders import may_remind
from followup.rules.sections import may_judge_section, may_submit_section, may_write_section
from followup.rules.stewardship import may_steer_stewardship
from followup.rules.wheel import may_note_done, may_note_part, may_steer_wheel

__all__ = [
    "OWN_BOARD_KINDS",
    "Place",
    "are_neighbours",
    "kind_of_pair",
    "may_answer_need",
    "may_answer_question",
    "may_ask_question",
    "may_confirm_lower",
    "may_confirm_upper",
    "may_judge_assessment",
    "may_judge_section",
    "may_note_done",
    "may_note_part",
    "may_plan_dialogue",
    "may_plan_dialogues",
    "may_read_draft",
    "may_remind",
    "may_steer_periods",
    "may_steer_questions",
    "may_steer_stewardship",
    "may_steer_wheel",
    "may_submit_assessment",
    "may_submit_section",
    "may_write_assessment",
    "may_write_judgement",
    "may_write_section",
    "pair_kind",
    "speaks_for_lower",
    "speaks_for_upper",
    "speaks_in_dialogue",
]
