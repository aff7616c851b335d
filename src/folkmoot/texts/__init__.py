"""Shared texts: clauses, amendments as edits of one frozen base, collisions, and the adopted text.

Standard library only, and a stranger to all other rooms: no rulebook, no clock, no names.
Source: `spec/texts.md`.
"""
