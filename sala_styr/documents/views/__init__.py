"""Pages of reports: the list and one report, reading it, what differs from another, what is kept for ever."""
