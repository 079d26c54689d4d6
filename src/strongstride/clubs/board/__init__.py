"""Who stands where in a challenge: read from rows that settling has written, never counted anew."""
