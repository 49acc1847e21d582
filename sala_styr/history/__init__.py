"""History: every change of every model, with person and reason, and its telling for people."""

from sala_styr.history.recording import bulk_create, bulk_update, recording

__all__ = ["bulk_create", "bulk_update", "recording"]
