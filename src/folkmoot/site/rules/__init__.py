"""The rulebook to read, and the proceedings that change it."""
