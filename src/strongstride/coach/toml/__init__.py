"""Data files with line numbers: every mistake is told where it stands."""
