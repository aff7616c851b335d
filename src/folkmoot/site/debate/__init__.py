"""Debate: what members say under a motion or a proposal, who did what there, and drafts that are not lost."""
