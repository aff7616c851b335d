"""Letters to members: one template for each occasion, an inbox on the site, and the ways out: mail, print, outbox."""
