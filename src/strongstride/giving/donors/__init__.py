"""Donors: what is kept of them, and letting go of who they were."""
