"""To look at, never to change: assessments, dialogues and texts are written on their own pages, behind the wall."""

from followup.admin import (  # noqa: F401 - importing them registers them
    assessments,
    control,
    dialogues,
    improvements,
    mypage,
    packs,
    reminders,
    sections,
    stewardship,
    wheel,
)
