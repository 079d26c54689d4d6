"""The public JSON API: what the pages do, by the same actions."""
