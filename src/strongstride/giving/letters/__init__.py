"""Letters to donors: written with their reason, sent afterwards, each once."""
