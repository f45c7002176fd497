"""script/lock: makes requirements/linli.txt and test.txt anew from their .in files, with uv."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import environment

OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--quiet",
]


def main() -> int:
    """Install uv beside, resolve both, the second within the pins of the first."""
    os.chdir(environment.ROOT / "requirements")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = Path(folder) / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-qq", "uv"], check=True)
        for name, within in (("linli", []), ("test", ["--constraint", "linli.txt"])):
            upgrade = ["--upgrade"] if "--upgrade" in sys.argv else []
            command: list[str | Path] = [
                python,
                "-m",
                "uv",
                "pip",
                "compile",
                *OPTIONS,
                *within,
                *upgrade,
            ]
            subprocess.run([*command, f"{name}.in", "--output-file", f"{name}.txt"], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
