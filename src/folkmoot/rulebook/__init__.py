"""The law as data: read a rulebook, hold it to the floor of guarantees, explain it, compare two editions.

The format is written down in `spec/rulebook.md`. Everything here is a pure function of the text.
"""
