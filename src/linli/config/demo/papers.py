"""Papers as people hand them in: a photograph of a card, a PDF. Made here, of nobody."""

from __future__ import annotations

import struct
import zlib
from functools import cache

from linli.foundation.documents import services as documents

Colour = tuple[int, int, int]
WIDTH, HEIGHT, SCALE = 480, 300, 8
PAPER: Colour = (246, 244, 236)
BAND: Colour = (11, 93, 107)
GREY: Colour = (170, 178, 174)
# DEMO in pixels, so that nobody takes the picture for a card.
LETTERS = (
    "####..#####.#...#..###.",
    "#...#.#.....##.##.#...#",
    "#...#.####..#.#.#.#...#",
    "#...#.#.....#...#.#...#",
    "####..#####.#...#..###.",
)
# What each paper is called and whether it comes as a photograph or as a document.
PHOTOS = {"card_copy": "残疾人证.png", "guardian_proof": "户口本.png", "identity_shown": "证件.png"}
PDFS = {
    "case_papers": "劳动合同和工资条.pdf",
    "birth_certificate": "出生医学证明.pdf",
    "register_page": "户口页.pdf",
    "relief_proof": "救助证明.pdf",
    "diagnosis": "诊断证明.pdf",
    "income_statement": "收入说明.pdf",
    "evidence": "漏水照片.pdf",
    "proof": "医疗收费单和火灾证明.pdf",
}


def paper(material: str) -> tuple[str, bytes]:
    """Return name and content of the file that somebody hands in for a paper."""
    if name := PHOTOS.get(material):
        return name, _card()
    name = PDFS[material]
    return name, _letter(name.removesuffix(".pdf"))


@cache
def _letter(title: str) -> bytes:
    text = "演示材料，不是真实文件。\nThis paper belongs to the demonstration. It is not real."
    return documents.pdf(
        "documents/pdf/blank.typ", {"title": title, "text": text}, language="zh-hans"
    )


@cache
def _card() -> bytes:
    """Return a PNG: a card with a band, the place of a photograph, lines, and the word DEMO."""
    rows = [[PAPER] * WIDTH for _ in range(HEIGHT)]
    _fill(rows, (0, 0), (WIDTH, 48), BAND)
    _fill(rows, (28, 84), (150, 250), GREY)
    for line in range(4):
        _fill(rows, (180, 190 + line * 24), (450 - line * 30, 198 + line * 24), GREY)
    for y, letters in enumerate(LETTERS):
        for x, dot in enumerate(letters):
            if dot == "#":
                left, top = 190 + x * SCALE, 90 + y * SCALE
                _fill(rows, (left, top), (left + SCALE, top + SCALE), BAND)
    return _png(rows)


def _fill(
    rows: list[list[Colour]], start: tuple[int, int], end: tuple[int, int], colour: Colour
) -> None:
    for row in rows[start[1] : end[1]]:
        row[start[0] : end[0]] = [colour] * (end[0] - start[0])


def _png(rows: list[list[Colour]]) -> bytes:
    lines = b"".join(b"\0" + bytes(part for dot in row for part in dot) for row in rows)
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check
