"""Written programmes: a coach's file read, expanded, fitted, followed and written."""
