"""Kolada (RKA): what its v3 API and its files look like, how it is asked, and what we ask for. Nothing here writes to the database (``actions/kolada``)."""
