"""Draw pictures that people hand in anew, so that nothing of the file itself comes on a paper."""

from __future__ import annotations

import struct

import typst

from linli.foundation.documents import rules
from linli.foundation.documents.services.papers import compiled
from linli.foundation.documents.values import PictureFault, PictureRefusedError

TEMPLATE = "documents/pdf/picture.typ"
DENSITY = 400  # dots an inch: 630 pixels for the 40 mm of a seal
GLANCE = 40  # enough to see whether there is a background


def clean_picture(content: bytes) -> bytes:
    """Return a PNG or SVG drawn anew as a square PNG of 40 mm, see-through around what is drawn.

    Raises `PictureRefusedError` saying what would do.
    """
    drawing = rules.drawing_of(content)
    if isinstance(drawing, PictureFault):
        raise PictureRefusedError(drawing)
    try:
        glance = _drawn(drawing, GLANCE)
        if fault := rules.fault_of(rules.pixels_of(glance)):
            raise PictureRefusedError(fault)
        return _drawn(drawing, DENSITY)
    except (typst.TypstError, RuntimeError, ValueError) as error:
        raise PictureRefusedError(PictureFault.UNREADABLE) from error


def picture_svg(content: bytes) -> str:
    """Return a picture that was drawn anew as `seal_svg`, the drawing that a paper bears."""
    return rules.png_drawing(content, *struct.unpack_from(">II", content, 16))


def _drawn(drawing: str, density: int) -> bytes:
    return compiled(TEMPLATE, {"svg": drawing}, format="png", ppi=density)
