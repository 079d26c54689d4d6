"""What to train and what was trained: programme, adjustments, sessions, sets."""
