"""The transparency log: leaves, tree, proofs, signed notes, checkpoints, tiles, witnesses (C2SP)."""
