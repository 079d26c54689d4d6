"""The books of every giving page: writing into them, what they come to, whether they are right."""
