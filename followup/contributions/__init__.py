"""What the follow-up adds to pages of others: navigation, the thread's status column, panels, first pages, whose history one may read."""

from followup.contributions import (  # noqa: F401 - importing them registers what they add
    improvements,
    pages,
    readers,
    readers_sections,
    start_controller,
    start_manager,
    start_others,
    start_politician,
    todo_improve,
    todo_packs,
    todo_period,
    todo_reminders,
    todo_room,
    todo_wheel,
)
