"""A section whose questions are answered with files, and files to answer them with."""

from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases.tests.api.applications import PDF

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
SECTION = {
    "section": "ramp",
    "title": {"zh": "坡道", "en": "Ramp"},
    "purpose": "decide",
    "readers": "handlers",
    "keep": "item",
    "fields": [
        {"id": "where", "type": "text", "ask": {"zh": "在哪里", "en": "Where"}},
        {
            "id": "photos",
            "type": "file",
            "ask": {"zh": "门口的照片", "en": "Photographs of the door"},
            "accept": ["image"],
            "max_mb": 1,
            "max": 2,
        },
        {
            "id": "plan",
            "type": "file",
            "ask": {"zh": "图纸", "en": "Drawing"},
            "accept": ["pdf"],
            "require": "false",
        },
    ],
}


def photo(name="door.png", size=0):
    return SimpleUploadedFile(name, PNG + b"0" * size, "image/png")


def drawing(name="plan.pdf"):
    return SimpleUploadedFile(name, PDF, "application/pdf")
