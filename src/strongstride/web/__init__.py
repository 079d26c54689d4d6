"""The shell every page stands in: base templates, design tokens, clock, ids."""
