"""The organisation's memory: entries, papers, checkpoints and proofs."""
