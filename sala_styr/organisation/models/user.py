"""A person who logs in."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _

from sala_styr.history.models import TrackedModel


def person_name(first_name: str, last_name: str, username: str) -> str:
    """First and last name, or the log-in name where there is none."""
    return f"{first_name} {last_name}".strip() or username


class User(TrackedModel, AbstractUser):
    """Log-in and name. What a person may do comes from appointments, never from this row."""

    history_ignores = ("last_login",)
    history_leaves_out = (
        "password",
    )  # what a log-in is tried against is not remembered, nor taken out with the history

    class Meta(AbstractUser.Meta):
        verbose_name = _("person")  # type: ignore[assignment]
        verbose_name_plural = _("personer")  # type: ignore[assignment]

    def __str__(self) -> str:
        return person_name(self.first_name, self.last_name, self.username)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with history, except the note of the last log-in, which changes nothing about the person."""
        if set(kwargs.get("update_fields") or ()) == {"last_login"}:
            self.skip_history_when_saving = True
            try:
                super().save(*args, **kwargs)
            finally:
                del self.skip_history_when_saving
        else:
            super().save(*args, **kwargs)
