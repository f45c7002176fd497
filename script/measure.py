"""script/bench: starts the program in `bench/` with the environment of the project."""

from __future__ import annotations

import os
import sys

import environment


def main() -> None:
    """Become `python -m bench`; settings of a site around us do not reach it."""
    environment.ensure("test")
    os.chdir(environment.ROOT)
    folders = (environment.ROOT / "src", environment.ROOT / "script", environment.ROOT)
    environ = environment.environ(PYTHONPATH=os.pathsep.join(str(folder) for folder in folders))
    kept = {name: value for name, value in environ.items() if not name.startswith("LINLI_")}
    kept["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    os.execve(environment.PYTHON, [str(environment.PYTHON), "-m", "bench", *sys.argv[1:]], kept)


if __name__ == "__main__":
    main()
