"""Papers, QR codes, and signing both."""

from linli.foundation.documents.services.offline import FIELDS, offline_page
from linli.foundation.documents.services.packages import packed
from linli.foundation.documents.services.papers import (
    FONTS,
    ROOM,
    fonts_cover,
    pdf,
    qr_svg,
)
from linli.foundation.documents.services.pictures import clean_picture, picture_svg
from linli.foundation.documents.services.signatures import (
    add_key,
    public_keys,
    published,
    signed_code,
    signed_pdf,
)

__all__ = [
    "FIELDS",
    "FONTS",
    "ROOM",
    "add_key",
    "clean_picture",
    "fonts_cover",
    "offline_page",
    "packed",
    "pdf",
    "picture_svg",
    "public_keys",
    "published",
    "qr_svg",
    "signed_code",
    "signed_pdf",
]
