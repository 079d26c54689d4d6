"""Strength logs of other apps and our own, in and out."""
