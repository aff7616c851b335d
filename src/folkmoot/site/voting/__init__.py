"""Voting: ballots opened, cast and declared, for whatever is decided; and what is due by the rules alone."""
