"""Pages of the Plan: form in, act, page out."""
