"""What is typed about a text and its amendments."""
