"""What has been published of what is not public by its decision, and what visitors have told us."""

from public.models.feedback import Feedback
from public.models.publication import Publication

__all__ = ["Feedback", "Publication"]
