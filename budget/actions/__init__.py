"""Verbs of money: each checks right and rule, writes in one transaction and leaves its history."""
