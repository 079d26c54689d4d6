"""Databases for real servers, of the kind that is under test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import uuid4


@contextmanager
def fresh_database() -> Iterator[dict[str, str]]:
    """What a server needs in its environment: nothing for SQLite, else a PostgreSQL database."""
    url = os.environ.get("DATABASE_URL", "")
    if os.environ.get("TEST_DATABASE") != "postgresql" or not url:
        yield {}
        return
    import psycopg

    name = f"live_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
