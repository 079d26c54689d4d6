"""The plan of one athlete: made from what is stored, kept as rows, changed by adjustments."""
