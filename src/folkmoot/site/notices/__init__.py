"""Letters to members: one template for each occasion, an inbox, and ways out by mail, print, outbox."""
