"""Pages of the room: what is brought, who judges, how it ends."""
