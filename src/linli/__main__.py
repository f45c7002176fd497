"""The command line: `python -m linli COMMAND`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
execute_from_command_line(["linli", *sys.argv[1:]])
