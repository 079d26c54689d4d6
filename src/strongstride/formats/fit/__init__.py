"""The FIT format: activities and strength sets in, workouts out."""
