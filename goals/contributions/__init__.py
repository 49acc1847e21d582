"""What the plan adds to pages of others, a module for each part. Imported when the application starts (apps.py)."""

from goals.contributions import assignments, history, plan, versions

__all__ = ["assignments", "history", "plan", "versions"]
