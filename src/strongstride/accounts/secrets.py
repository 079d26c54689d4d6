"""Secrets that are shown once: only their digest is kept.

They hold 256 random bits, so a plain SHA-256 is as good as a slow hash; and looking the digest up
by an index tells nobody, by its duration, how much of a guess was right.
"""

from hashlib import sha256
from secrets import token_urlsafe

RANDOM_BYTES = 32


def new_secret(prefix: str = "") -> str:
    """A secret nobody can guess, safe in addresses; the prefix lets scanners of leaks know it."""
    return prefix + token_urlsafe(RANDOM_BYTES)


def digest_of(secret: str) -> str:
    """What is kept of a secret: 64 hexadecimal digits."""
    return sha256(secret.encode("utf-8", errors="surrogatepass")).hexdigest()
