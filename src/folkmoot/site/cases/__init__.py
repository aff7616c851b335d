"""Complaints, precautions, appeals, reviews, moderation: how people are judged fairly."""
