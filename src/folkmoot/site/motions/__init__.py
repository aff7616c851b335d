"""Motions: from a draft that is never lost to a decision that stands in the record."""
