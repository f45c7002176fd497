"""Applications as programs hand them in."""

from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.cases.tests import factories
from linli.engines.catalogue import queries as catalogue

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("card.pdf", PDF, "application/pdf")


def application(city, program, **changes):
    file = program.upload("/files", paper())
    assert file.status_code == 201, file.content
    item = catalogue.published(factories.ALLOWANCES)
    return {
        "item": item.code,
        "digest": item.digest,
        "answers": factories.allowances(city.community),
        "materials": {"card_copy": [file.json()["id"]]},
    } | changes


def hand_in(program, body, key="k-00000001"):
    return program.post("/applications", body, **{"Idempotency-Key": key})
