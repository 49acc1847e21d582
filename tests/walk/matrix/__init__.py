"""The full matrix of rights: every kind of person × every address × whose the object is × reading and sending.

It is made from the address book itself: an address that has no row in ``matrix.txt`` fails the test, and so does a row that no longer
is true. ``python -m tests.walk.matrix`` writes the file anew; what changed in it is then read, line by line, before it is committed.
"""
