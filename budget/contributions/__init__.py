"""What money adds to pages of others, a module for each part. Imported when the application starts (apps.py)."""

from budget.contributions import money

__all__ = ["money"]
