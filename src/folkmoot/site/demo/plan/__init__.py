"""A Plan for Change: the text that the Commons Network wrote in its first year, and what was moved to it.

Nobody in it exists, and no organisation holds these views. The words are in files beside this one, to be read
and mended by people: `first.md` is the first revision, `second.toml` what the second changed, `amendments/`
what members moved, a file for each section, and `agenda.toml` how it was set out and voted on. `told` reads
them, `compiled` makes edits of them, `whole` gives the texts, and `taking` the questions to the meeting.
"""
