"""Pictures for papers: drawn anew, see-through, nothing of the file itself."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.documents import rules, services
from linli.foundation.documents.values import PictureFault, PictureRefusedError

RING = '<circle cx="200" cy="200" r="180" fill="none" stroke="#c8102e" stroke-width="30"/>'


def svg(inside=RING):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">{inside}</svg>'.encode()


def png(width=400, height=400, pixel=b"\xc8\x10\x2e\x00", middle=b"\xc8\x10\x2e\xff", more=b""):
    """Return a PNG with a block in its middle."""
    edge, inner = width // 4, width - 2 * (width // 4)
    plain = b"\x00" + pixel * width
    barred = b"\x00" + pixel * edge + middle * inner + pixel * edge
    quarter = height // 4
    raw = plain * quarter + barred * (height - 2 * quarter) + plain * quarter
    head = struct.pack(">II5B", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"tEXt", more), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


@pytest.mark.parametrize("content", [svg(), png(), b"\xef\xbb\xbf<?xml version='1.0'?>\n" + svg()])
def test_picture_comes_out_square_and_see_through(content):
    made = services.clean_picture(content)
    pixels = rules.pixels_of(made)
    assert (pixels.width, pixels.height) == (630, 630)
    assert pixels.corners() == (0, 0, 0, 0)
    assert rules.fault_of(pixels) is None


def test_nothing_of_the_file_itself_comes_through():
    assert b"secret" in png(more=b"Comment\x00secret")
    assert b"secret" not in services.clean_picture(png(more=b"Comment\x00secret"))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", PictureFault.TYPE),
        (b"\xff\xd8\xff\xe0 JPEG", PictureFault.TYPE),
        (b"<html></html>", PictureFault.TYPE),
        (b"x" * (1024 * 1024 + 1), PictureFault.TOO_LARGE),
        (png(200, 200), PictureFault.SIZE),
        (png(900, 400), PictureFault.SIZE),
        (png(3001, 3001)[:60], PictureFault.SIZE),
        (png()[:20], PictureFault.UNREADABLE),
        (png()[:60], PictureFault.EMPTY),
        (png(middle=b"\x00\x00\x00\x00"), PictureFault.EMPTY),
        (png(pixel=b"\xff\xff\xff\xff"), PictureFault.OPAQUE),
        (svg('<rect width="400" height="400"/>'), PictureFault.OPAQUE),
        (svg(""), PictureFault.EMPTY),
        (svg()[:60], PictureFault.UNREADABLE),
        *(
            (svg(RING + bad), PictureFault.ACTIVE)
            for bad in (
                "<script>alert(1)</script>",
                '<image href="/etc/passwd"/>',
                '<use href="http://x/#a"/>',
                "<foreignObject/>",
                '<rect onload="x"/>',
                '<rect fill="url(http://x)"/>',
                "<text>章</text>",
                "<style>@import 'x'</style>",
            )
        ),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg(), PictureFault.TYPE),
        (svg("<!DOCTYPE x>" + RING), PictureFault.ACTIVE),
    ],
)
def test_what_is_not_taken_says_why(content, fault):
    with pytest.raises(PictureRefusedError) as refused:
        services.clean_picture(content)
    assert refused.value.problems[0].code == fault


@given(st.binary(max_size=400))
def test_no_bytes_break_it(content):
    for given_ in (content, b"\x89PNG\r\n\x1a\n" + content, b"<svg " + content):
        try:
            services.clean_picture(given_)
        except PictureRefusedError:
            continue


def test_paper_bears_the_picture():
    drawing = services.picture_svg(services.clean_picture(png()))
    plain = {"title": "文", "office": "章", "has_seal": True, "day": "今天", "seal_name": "章"}
    made = services.pdf("documents/pdf/blank.typ", plain | {"seal_svg": drawing})
    assert made.startswith(b"%PDF-")
    assert b"/Subtype/Image" in made
    drawn = services.pdf("documents/pdf/blank.typ", plain)
    assert b"/Subtype/Image" not in drawn
