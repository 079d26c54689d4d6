"""Schema changes, one step a file."""
