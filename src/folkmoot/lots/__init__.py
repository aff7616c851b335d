"""Draws by lot that anyone can run again: a frozen pool, a seed that nobody could choose, a ranking.

`folkmoot/draw/v1`, as spec/lots.md says. In the order of a draw: `handles` (the pool), `announcement` (what
everything hangs on), `contributions`, `sources` and `beacon` (what makes the seed), `drawing` (seats and
reserves). Whatever does not hold raises a `Void` with one line that says why.
"""
