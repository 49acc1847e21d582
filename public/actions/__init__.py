"""Verbs of the open pages: publish and withdraw, tell us and settle it."""

from public.actions.feedback import settle_feedback, tell_us
from public.actions.publishing import publish, withdraw

__all__ = ["publish", "settle_feedback", "tell_us", "withdraw"]
