"""A service that keeps running: is it well, what does it do, what does it say of it, and what happens when something is amiss.

Knows nothing of the municipality: health, metrics, logs, the pages for errors, maintenance, replicas of the database, and the files
that set it up on a machine. What an app wants watched it registers itself (``gauges``, ``health``).
"""
