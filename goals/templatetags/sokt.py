"""``{% load sokt %}{{ title|marked:thread.sought }}``: what was looked for is marked in the text."""

from django import template
from django.utils.safestring import SafeString

from goals.filtering import marked as marked_text
from goals.queries.search import Sought

register = template.Library()


@register.filter
def marked(text: str, sought: Sought) -> SafeString:
    """The text with its hits in ``<mark>``."""
    return marked_text(text, sought)
