"""Progress: what was done and what it says, each claim with its noise."""
