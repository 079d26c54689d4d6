"""Causes: who receives the money, by whose leave, and what the law of the place asks."""
