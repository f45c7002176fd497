"""Pictures that people hand in to stand on papers: what is taken, and what is seen of one. Pure."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from dataclasses import dataclass

from linli.foundation.documents.values import MOST_BYTES, PictureFault

SMALLEST, LARGEST = 300, 3000  # pixels a side: smaller is blurred on paper, larger is a photograph
MOST_OBLONG = 1.6  # a seal is round, square or nearly so
SEEN = 26  # of 255: less is not seen on paper
LEAST_SEEN, MOST_SEEN = 0.02, 0.85  # share of the picture that is drawn
_PNG = b"\x89PNG\r\n\x1a\n"
_HEAD = struct.Struct(">II5B")
# What can run, fetch, or be drawn with letters that we do not have.
_REFUSED = re.compile(
    r"<!|<\?xml-stylesheet|<\s*(?:[a-z]+:)?(?:script|foreignobject|image|style|text|use|a|iframe)\b"
    r"|\bon[a-z]+\s*=|href\s*=|url\s*\(\s*['\"]?(?!#)|@import",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Pixels:
    """How much of each pixel is drawn, 0 to 255, row by row."""

    width: int
    height: int
    alphas: bytes

    def corners(self) -> tuple[int, ...]:
        """Return the four corners."""
        last = self.width * (self.height - 1)
        return tuple(self.alphas[at] for at in (0, self.width - 1, last, last + self.width - 1))

    @property
    def share(self) -> float:
        """Return which share of the picture is drawn."""
        return sum(one > SEEN for one in self.alphas) / max(len(self.alphas), 1)


def drawing_of(content: bytes) -> str | PictureFault:
    """Return a picture as an SVG that can be drawn anew, or why it is not taken."""
    if len(content) > MOST_BYTES:
        return PictureFault.TOO_LARGE
    if content.startswith(_PNG):
        size = _size(content)
        if size is None:
            return PictureFault.UNREADABLE
        if min(size) < SMALLEST or max(size) > LARGEST or max(size) > MOST_OBLONG * min(size):
            return PictureFault.SIZE
        return png_drawing(content, *size)
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return PictureFault.TYPE
    text = re.sub(r"^<\?xml[^>]*\?>\s*", "", text)
    if not text.startswith("<svg"):
        return PictureFault.TYPE
    return PictureFault.ACTIVE if _REFUSED.search(text) else text


def png_drawing(content: bytes, width: int, height: int) -> str:
    """Return a PNG as an SVG that holds it."""
    data = base64.b64encode(content).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" '
        f'href="data:image/png;base64,{data}"/></svg>'
    )


def fault_of(pixels: Pixels) -> PictureFault | None:
    """Say what is wrong with a picture as it is drawn: nothing on it, or no background to see."""
    if pixels.share < LEAST_SEEN:
        return PictureFault.EMPTY
    if any(alpha > SEEN for alpha in pixels.corners()) or pixels.share > MOST_SEEN:
        return PictureFault.OPAQUE
    return None


def pixels_of(content: bytes) -> Pixels:
    """Return how much of each pixel is drawn, of a PNG that we made: eight bits, RGBA, in rows."""
    width, height = _HEAD.unpack_from(content, 16)[:2]
    data, at = b"", len(_PNG)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        if content[at + 4 : at + 8] == b"IDAT":
            data += content[at + 8 : at + 8 + length]
        at += length + 12
    raw, stride = zlib.decompress(data), width * 4
    before = bytearray(stride)
    alphas = bytearray()
    for row in range(height):
        start = row * (stride + 1)
        before = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), before)
        alphas += before[3::4]
    return Pixels(width, height, bytes(alphas))


def _size(content: bytes) -> tuple[int, int] | None:
    if len(content) < len(_PNG) + 8 + _HEAD.size or content[12:16] != b"IHDR":
        return None
    width, height = _HEAD.unpack_from(content, 16)[:2]
    return (width, height) if width and height else None


def _unfiltered(kind: int, row: bytearray, above: bytearray) -> bytearray:
    """Return a row of bytes as it was before it was filtered (PNG, ISO/IEC 15948, 9.2)."""
    for at, value in enumerate(row):
        left, corner = (row[at - 4], above[at - 4]) if at >= 4 else (0, 0)
        add = (0, left, above[at], (left + above[at]) // 2, _nearest(left, above[at], corner))[kind]
        row[at] = (value + add) & 255
    return row


def _nearest(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))
