"""The auditor's room: search in every history at once, and draw a sample of what matches that anybody can draw again.

``search`` asks all histories in one question, ``drawing`` chooses by a seed and writes what was drawn and why, ``lists`` makes the file.
"""
