"""What the templates of elections ask for."""
