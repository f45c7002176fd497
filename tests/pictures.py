"""`python -m tests.pictures DIR [NAME…]`: pictures of every page in `tests/pages.py`.

Started by `script/shots`, which serves the site whose database this process reads.
"""

from __future__ import annotations

import html
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

BROWSER = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
BROWSER += " --disable-component-update --disable-sync --no-first-run"
PHONE, DESKTOP, SHEET = (390, 844), (1440, 900), (794, 1123)


@dataclass(frozen=True)
class Variant:
    """One way of looking at a page."""

    name: str
    size: tuple[int, int]
    language: str = "zh-hans"
    colours: str = "light"
    type: str = "normal"
    media: str = "screen"


VARIANTS = (
    Variant("phone-zh", PHONE),
    Variant("phone-en", PHONE, language="en"),
    Variant("phone-large", PHONE, type="large"),
    Variant("desktop-zh", DESKTOP),
    Variant("desktop-en", DESKTOP, language="en"),
    Variant("desktop-dark", DESKTOP, colours="dark"),
    Variant("print", SHEET, media="print"),
)


@dataclass(frozen=True)
class Shot:
    """A page that will be pictured."""

    name: str
    path: str
    session: str
    status: int


def main(folder: Path, only: list[str]) -> int:
    """Take the pictures; return 1 where a page failed, was too wide or wrote to the console."""
    django.setup()
    from django.conf import settings

    shots, faults = _shots(only)
    folder.mkdir(parents=True, exist_ok=True)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=BROWSER.split()
        )
        for variant in VARIANTS:
            faults += _look(chromium, variant, shots, folder=folder, base=settings.BASE_URL)
        chromium.close()
    _index(folder, shots)
    print(f"{len(shots)} pages, {len(VARIANTS)} pictures each: {folder / 'index.html'}")
    print("\n".join(faults))
    return 1 if faults else 0


def _shots(only: list[str]) -> tuple[list[Shot], list[str]]:
    from tests.pages import PAGES, patterns, views
    from tests.signing_in import session_of

    faults = [f"{name}: no entry in tests/pages.py" for name in patterns() if name not in PAGES]
    shots = [
        Shot(
            view.name,
            view.path,
            session_of(view.account_id) if view.account_id else "",
            view.status,
        )
        for view in views()
        if not only or any(word in view.name for word in only)
    ]
    return shots, faults


def _look(
    chromium: Any, variant: Variant, shots: list[Shot], *, folder: Path, base: str
) -> list[str]:
    faults = []
    width, height = variant.size
    for shot in shots:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=variant.colours
        )
        context.add_cookies(_cookies(variant, shot, base))
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda line, said=said: said.append(line.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.emulate_media(media=variant.media, color_scheme=variant.colours)
        answer = page.goto(base + shot.path)
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        page.screenshot(path=folder / _file(shot, variant), full_page=True)
        where = f"{shot.name} {variant.name}"
        if answer is None or answer.status != shot.status:
            faults.append(f"{where}: {answer and answer.status} instead of {shot.status}")
        if over > 0 and variant.media == "screen":
            faults.append(f"{where}: {over} px wider than the screen")
        faults += [f"{where}: console: {line}" for line in said if "[DOM]" not in line]
        context.close()
    return faults


def _cookies(variant: Variant, shot: Shot, base: str) -> list[dict[str, str]]:
    values = {"django_language": variant.language, "linli_type": variant.type}
    if shot.session:
        values["sessionid"] = shot.session
    return [{"name": name, "value": value, "url": base} for name, value in values.items()]


def _file(shot: Shot, variant: Variant) -> str:
    return f"{shot.name.replace(':', '.')}.{variant.name}.png"


def _index(folder: Path, shots: list[Shot]) -> None:
    look = "img{height:360px;border:1px solid #999;margin:4px;vertical-align:top}"
    lines = [f"<!doctype html><meta charset=utf-8><title>Linli</title><style>{look}</style>"]
    for shot in shots:
        lines.append(f"<h2>{html.escape(shot.name)} <small>{html.escape(shot.path)}</small></h2>")
        for variant in VARIANTS:
            file = _file(shot, variant)
            lines.append(
                f'<a href="{file}"><img loading=lazy src="{file}" alt="{variant.name}"></a>'
            )
    (folder / "index.html").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
