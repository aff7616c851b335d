"""Counting: votes in, full account out.

Pure functions: whole numbers and fractions, no state, no lot drawn, nothing printed. One file for each
method, one for each format of ballots; what they compute is said in words in `spec/counts.md`.

- `majority`: votes for and against a motion, and what it took to carry it.
- `quorum`: how many had to take part.
- `condorcet`: ranked ballots, Schwartz sequential dropping as in the Debian constitution.
- `beatpath`: the same matrix read as strongest chains, to explain a cycle.
- `tally_sheet`: ballots as the Debian project publishes them.
"""
