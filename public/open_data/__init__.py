"""Open data: what the open pages say, as JSON and CSV that anybody may use for anything (CC0), at addresses that stay.

``sets`` says which data sets there are and what a row of each holds, ``api`` answers, ``files`` makes CSV of the same rows. What may be read is
asked of ``public.queries`` alone. Everything is in Swedish, whatever language the reader has chosen: names of columns must not change.
"""
