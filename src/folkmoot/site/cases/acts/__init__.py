"""The verbs of complaints, panels, precautions, appeals, reviews and moderation."""
