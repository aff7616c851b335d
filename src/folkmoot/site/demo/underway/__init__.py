"""The texts that are being written today: one before the meeting, one of a branch, and the rulebook.

Nobody in them exists. Each is a file beside this one, to be read and mended by people: what was moved, said,
drafted and asked (`welcome.toml`, `harbour.toml`, `rules.toml`), with the page that was published. `told`
reads them, and `played` plays them into the year, by the same acts as everything else.
"""
