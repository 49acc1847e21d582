"""Nothing lost: backup and restore of one installation, and all of it in open formats, out and in again.

Two things that look alike and are not. A *backup* is the database's own dump with the files beside it: quick, exact, of the same engine, for the
day when the disk dies. An *export* is every row as JSON Lines with the files: of no engine, for leaving, for the archive, and for comparing two
installations row by row. Both are read in one snapshot, are written whole or not at all, and carry a fingerprint of everything in them.

``snapshots`` reads a database at one moment, ``archives`` writes and checks a package, ``backing_up`` and ``restoring`` are the two verbs of the
backup, ``rows`` says how a value is written, ``exporting``, ``importing`` and ``comparing`` are those of the export.
"""
