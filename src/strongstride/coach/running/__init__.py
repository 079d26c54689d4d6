"""Runs as the coach reads them: classes, habits, the runs to come."""
