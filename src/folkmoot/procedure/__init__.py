"""The assembly at work: one file per proceeding, one check for the living site and for the auditor.

`rule_on(assembly, act, at)` answers with a `Ruling` or raises `OutOfOrder`.
`enter(assembly, ruling, index)` lets the facts follow, once the act has its place in the record.
Replay is the same two calls over the leaves of a record (`folkmoot.procedure.replay`).
"""
