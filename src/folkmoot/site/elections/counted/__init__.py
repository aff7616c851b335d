"""A count to be looked at: the flow of the papers as a picture, the sheet of its stages, both in words."""
