"""What is read at every page and seldom changes, kept by each process between requests until one of its tables has changed.

Nothing is kept for a time and nothing has to be cleared: the database itself puts a new *mark* on a table whenever anything in it changes, by a
trigger, in the same transaction, raw SQL and restored copies not excepted. An answer is kept under the marks of all tables it rests on, and given
again only to who sees the very same marks. So no process gives what another has made old, a change that is rolled back takes its mark with it, and
a replica that lags is given what is true there.

``models.py`` the marks; ``triggers.py`` what puts them; ``answers.py`` what is kept; ``remembered.py`` what is asked once while one page is made.
Whoever keeps something says at the start which tables may be rested on (``watch`` in an ``AppConfig.ready``); the way to keep is
``remembered.read_kept``.
"""
