"""Counting: votes in, full account out.

Pure functions: whole numbers and fractions, no state, no lot drawn, nothing printed. One file for each
method, one for each format of ballots; what they compute is said in words in `spec/counts.md`.

Questions put to the vote:

- `share`, `majority`: votes for and against a motion, and what it took to carry it.
- `quorum`: how many had to take part.
- `condorcet`: ranked ballots, Schwartz sequential dropping as in the Debian constitution; `pairwise`,
  `default_option`, `schwartz` are its parts, `condorcet_words` its sentences.
- `beatpath`: the same matrix read as strongest chains, to explain a cycle.

Elections, by id and version in `rules`:

- `contest`, `account`, `refusals`: what goes in, what comes out, and what is refused.
- `scottish`, `ers97`, `meek`, `av`, `approval`: a rule set each; modules of the same beginning are their
  sheets, tables and sentences.
- `ranked`: one place by pairs, with an account like the others'; `one_stage`: the account of those counts
  that are over at once.
- `papers`, `columns`, `quick_papers`: heaps of papers, sorted with lists or with numpy, alike; `table` moves
  them and keeps the stages, `choosing`, `ties` and `who` settle and name equals, `stv_words` says it.
- `bounds`: quotas on the result by joint feasibility, `bounds_words` what is said of them; `reserved`: other
  models.
- `vacancy`: a recount with those who sit guarded, or a countback.
- `neighbours`: the same papers under other rules and without quotas; `trail`: what single papers went
  through.

Ballots and results as text:

- `marks`: what a named rule makes of a paper as it was marked.
- `formats`: tells a file by what is in it; `reading`: where in a text something is wrong.
- `blt` and its parts, `preflib`, `abif`, `ballot_csv`, `tally_sheet`: a format each.
- `account_json`, `account_read`, `result_sheet`: an account for programs, back from there, and for people.
- `publishing`: what may be published of the papers, and how many stand alone in it.
"""
