"""The plan out and in as a table: what has been taken out can be changed in a spreadsheet and brought in again (issue 3, point 11).

``understood`` is what a file was understood to say, ``reading`` reads any kind's rows, and each kind has a module: ``plan``, ``values`` and so on.
A file is brought in whole or not at all, by the rules that the pages follow, row by row.
"""
