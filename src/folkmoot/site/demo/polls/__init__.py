"""The elections of the year: an executive, delegates, an order of motions, a recall, a place filled again."""
