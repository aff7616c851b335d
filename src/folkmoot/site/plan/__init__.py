"""The Plan: one text that a whole membership writes, by amendment; the adopted text is computed."""
