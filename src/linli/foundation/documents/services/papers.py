"""Make a PDF from a template and data; make QR codes.

A template is a .typ file in `<room>/templates/<room>/pdf/`; it imports the house's style with
`#import "/foundation/documents/templates/documents/pdf/base.typ": *` and reads its data from
`data`. What people typed is data only: it goes in as JSON and is never Typst source. The first
document of a process takes about a second (fonts are read), the next ones milliseconds.
"""

import json
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
import structlog
import typst
from django.template.utils import get_app_template_dirs
from django.utils.translation import get_language

from linli.foundation.documents import rules
from linli.foundation.documents.values import DocumentError

log = structlog.get_logger()
ROOM = Path(__file__).resolve().parents[1]
ROOT = ROOM.parents[1]
FONTS = ROOM / "fonts"
_one_at_a_time = threading.Lock()  # a compiler keeps the inputs of its last call


def pdf(
    template: str, data: Mapping[str, Any], *, at: datetime | None = None, language: str = ""
) -> bytes:
    """Return a tagged PDF of a template, such as `cases/pdf/receipt.typ`, with data.

    It is PDF/UA-1 and PDF/A-2a. `language` is by default the one in force. Characters that no font
    has are named on the paper. Raises `DocumentError`.
    """
    inputs = _inputs(data, language or get_language() or "zh-hans")
    whole = at.replace(microsecond=0) if at else None  # the compiler takes whole seconds only
    try:
        return compiled(
            template,
            inputs,
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],  # screen readers, archive (ISO 14289-1, 19005-2)
            timestamp=whole,
        )
    except (typst.TypstError, RuntimeError) as error:
        log.exception("documents.failed", template=template)
        raise DocumentError from error


def compiled(template: str, inputs: dict[str, str], **options: Any) -> bytes:
    """Return what the compiler makes of a template; one at a time, its errors as they come."""
    with _one_at_a_time:
        made = _compiler(template).compile(sys_inputs=inputs, **options)
    if not isinstance(made, bytes):
        raise DocumentError
    return made


def qr_svg(text: str) -> str:
    """Return a QR code as an SVG element to put into a page.

    No script, no style, no outside address.
    """
    # A signed code in capitals is a part of its own: a third fewer dots.
    address, hash_sign, code = text.partition("#")
    parts: Any = [address + hash_sign, code] if code.isalnum() and code.isupper() else text
    made: str = segno.make(parts, error="m", micro=False).svg_inline(
        scale=4, border=4, light="#fff", svgclass=None, lineclass=None
    )
    return made


@cache
def fonts_cover() -> rules.Coverage:
    """Return which characters the shipped fonts have."""
    return rules.coverage((FONTS / "coverage.txt").read_text(encoding="ascii"))


def _inputs(data: Mapping[str, Any], language: str) -> dict[str, str]:
    data = {**data, "qr_svg": qr_svg(str(data["qr"]))} if data.get("qr") else dict(data)
    has_missing = bool(rules.missing(data, fonts_cover()))
    return {
        "data": json.dumps(rules.printable(data, fonts_cover()), ensure_ascii=False),
        "language": "en" if language.startswith("en") else "zh",
        "missing": "yes" if has_missing else "",
    }


@cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        input=str(_find(template)), root=str(ROOT), font_paths=_fonts(), ignore_system_fonts=True
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def _find(template: str) -> Path:
    for folder in get_app_template_dirs("templates"):
        path = Path(folder) / template
        if path.is_file() and path.suffix == ".typ" and path.resolve().is_relative_to(ROOT):
            return path
    log.error("documents.no_template", template=template)
    raise DocumentError
