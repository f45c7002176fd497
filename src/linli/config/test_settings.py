"""Settings of the test run: everything real, but fast hashes and throw-away places."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("LINLI_VAR", tempfile.mkdtemp(prefix="linli-test-"))
os.environ.setdefault("LINLI_SECRET_KEY", "only-for-tests")

from linli.config.settings import *  # noqa: F403
from linli.config.settings import DATABASES, STORAGES, VAR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
Path(VAR).mkdir(parents=True, exist_ok=True)
if name := os.environ.get("LINLI_TEST_DB"):
    DATABASES["default"]["TEST"] = {"NAME": name}
