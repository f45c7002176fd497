"""Pure rules: which characters can be printed, signed facts, signed files, packages."""

from linli.foundation.documents.rules.characters import (
    SPACES,
    Coverage,
    coverage,
    missing,
    printable,
)
from linli.foundation.documents.rules.facts import check_code, code_of, code_text
from linli.foundation.documents.rules.filing import check_file, is_paper, sign_file
from linli.foundation.documents.rules.keys import key_id, read_published
from linli.foundation.documents.rules.packages import check_package, is_package
from linli.foundation.documents.rules.pictures import (
    Pixels,
    drawing_of,
    fault_of,
    pixels_of,
    png_drawing,
)

__all__ = [
    "SPACES",
    "Coverage",
    "Pixels",
    "check_code",
    "check_file",
    "check_package",
    "code_of",
    "code_text",
    "coverage",
    "drawing_of",
    "fault_of",
    "is_package",
    "is_paper",
    "key_id",
    "missing",
    "pixels_of",
    "png_drawing",
    "printable",
    "read_published",
    "sign_file",
]
