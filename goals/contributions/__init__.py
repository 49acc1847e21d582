"""What the plan adds to pages of others, a module for each part. Imported when the application starts (apps.py)."""

from goals.contributions import history, plan, versions

__all__ = ["history", "plan", "versions"]
