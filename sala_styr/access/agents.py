"""What a browser calls itself, in a few words that its owner knows it by. A guess for people, never a ground for deciding anything."""

from django.utils.translation import gettext as _

# In this order: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def in_words(user_agent: str) -> str:
    """``Firefox, Windows``."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), _("okänd webbläsare"))
    machine = next((name for mark, name in _MACHINES if mark in user_agent), "")
    return f"{browser}, {machine}" if machine else browser
