"""The runs that were done: files in, rows and charts out."""
