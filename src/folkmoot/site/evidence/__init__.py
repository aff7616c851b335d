"""What is handed in or written in a case: encrypted for each person and case, shown without being run."""
