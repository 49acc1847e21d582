"""What the plan adds to pages of others, a module for each part. Imported when the application starts (apps.py)."""

from goals.contributions import (
    agenda,
    amendments,
    answers,
    assignments,
    history,
    links,
    missions,
    plan,
    sub_steps,
    versions,
    years,
)

__all__ = [
    "agenda",
    "amendments",
    "answers",
    "assignments",
    "history",
    "links",
    "missions",
    "plan",
    "sub_steps",
    "versions",
    "years",
]
