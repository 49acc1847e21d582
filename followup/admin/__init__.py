"""To look at, never to change: assessments, dialogues and texts are written on their own pages, behind the wall."""

from followup.admin import assessments, dialogues, packs, sections  # noqa: F401 - importing them registers them
