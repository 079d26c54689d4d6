"""The athlete file: read, checked and written."""
