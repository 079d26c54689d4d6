"""Pages of clubs and challenges."""
