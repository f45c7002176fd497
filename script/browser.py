"""The browser and the fonts of the journeys: installed where we may, else asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def ensure() -> None:
    """Install what is missing as root; otherwise end with one sentence that says what to do."""
    missing = _missing()
    if not missing:
        return
    wish = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(
            f"The browser tests need {' and '.join(missing)}: run 'sudo {wish}', or leave them "
            "out with script/test --quick."
        )
    print(f"Installing {' and '.join(missing)} …", flush=True)
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in ("apt-get update", wish):
        done = subprocess.run(command.split(), capture_output=True, text=True, env=environ)
        if done.returncode:
            last = "\n".join(done.stderr.strip().splitlines()[-3:])
            sys.exit(f"{last}\nThe browser tests need what '{wish}' installs, and it failed.")


def _missing() -> list[str]:
    browser = [] if any(shutil.which(name) for name in NAMES) else ["chromium"]
    fonts = [] if _has_chinese_font() else ["fonts-noto-cjk"]
    return browser + fonts


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True)
    return bool(listed.stdout.strip())


if __name__ == "__main__":
    ensure()
