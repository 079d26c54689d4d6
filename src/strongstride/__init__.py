"""Strongstride: the strength coach that knows your runs."""

__version__ = "0.1.0"
