"""What the follow-up adds to pages of others: navigation, the thread's status column, panels, first pages, whose history one may read."""

from followup.contributions import (  # noqa: F401 - importing them registers what they add
    improvements,
    pages,
    questions,
    readers,
    readers_sections,
    start_controller,
    start_manager,
    start_others,
    start_politician,
    start_todo,
    todo_dialogues,
    todo_followup,
    todo_goals,
    todo_improve,
    todo_money,
    todo_packs,
    todo_period,
    todo_reminders,
    todo_room,
    todo_wheel,
)
