"""``make bench``: the pages that must be quick, measured beside the least that the machine can do (B1–B3, B8).

Absolute times say something of the machine; the ratios say something of us. Everything is measured in one run, in a database of its own.
"""
