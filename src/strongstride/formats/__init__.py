"""File formats: bytes in, our values out, and back. Pure: no clock, no network, no database."""
