"""Everything one owns: taking it away as a file, and deleting it for good."""
