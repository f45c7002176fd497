"""Settings of the test run: everything real, but fast hashes and throw-away places."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "LINLI_VAR" not in os.environ:
    os.environ["LINLI_VAR"] = tempfile.mkdtemp(prefix="linli-test-")
    atexit.register(shutil.rmtree, os.environ["LINLI_VAR"], ignore_errors=True)
os.environ.setdefault("LINLI_SECRET_KEY", "only-for-tests")

from linli.config.settings import *  # noqa: F403
from linli.config.settings import DATABASES, INSTALLED_APPS, STORAGES, VAR

INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations"]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Each worker has a database of its own, so it has a vault of its own: what no row knows is swept.
MEDIA_ROOT = Path(VAR) / "files" / os.environ.get("PYTEST_XDIST_WORKER", "")
(Path(VAR) / "static").mkdir(parents=True, exist_ok=True)
if name := os.environ.get("LINLI_TEST_DB"):
    DATABASES["default"]["TEST"] = {"NAME": name}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as a village has it: in memory, connections of several threads are one.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(VAR) / "test.sqlite3")}
