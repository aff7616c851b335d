"""The auditor's program; runs with Django not installed."""
