"""Personal data: what is held about a person, what is taken away when somebody has left, and how long things are kept (GDPR, docs/privacy.md)."""
