"""What members and officers do with a text and its amendments; voting itself is in `voting.acts`."""
