"""Pages at the front of the house."""
