"""The settings of the product, and the references beside it."""

from linli.config.settings import *  # noqa: F403
from linli.config.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
MIDDLEWARE = ["bench.counting.Count", *MIDDLEWARE]
ROOT_URLCONF = "bench.urls"
