"""When strength happens: phases, deloads, and the exact placement of sessions around the runs."""
