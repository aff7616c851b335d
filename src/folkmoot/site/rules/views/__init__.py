"""Pages of the room: the rulebook and its editions, a change, proposing one, and the acts on it."""
