"""The database's own guard: triggers that are made from the models and put in place after each migration, on both databases.

History tables, and those of the seal, are only added to; what is added is noted for the sealer. On PostgreSQL each audited row is compared with
its newest history row when its transaction ends, and what was changed around the program is written in the history there.
"""
