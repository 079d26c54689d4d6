"""Clubs and challenges: members log miles, and everybody sees what they come to together."""
