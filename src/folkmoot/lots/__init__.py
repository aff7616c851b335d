"""Draws by lot that anyone can run again: a frozen pool, a seed that nobody could choose, a ranking."""
