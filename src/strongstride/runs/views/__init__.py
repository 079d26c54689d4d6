"""Pages of runs, one module a part."""
