"""Pages of the room: lists, drafts, one motion, and the acts on it."""
