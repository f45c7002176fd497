from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from linli.faces.api.tests.programs import Program
from linli.foundation.files.models import StoredFile

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def sent(program, content=PDF, name="证明.pdf"):
    return program.upload("/files", SimpleUploadedFile(name, content, "application/pdf"))


def test_file_is_uploaded_read_and_let_go(resident):
    program = Program(resident)
    made = sent(program)
    assert (made.status_code, made.json()["name"]) == (201, "证明.pdf"), made.content
    at = f"/files/{made.json()['id']}"
    assert program.get(at).json()["size"] == len(PDF)
    content = program.get(f"{at}/content")
    assert (content.content, content["Cache-Control"]) == (PDF, "private, no-store")
    assert content["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert program.send("DELETE", at).status_code == 204
    assert program.get(at).status_code == 404


def test_file_of_somebody_else_is_not_found(resident, proven_resident):
    at = f"/files/{sent(Program(resident)).json()['id']}"
    stranger = Program(proven_resident)
    for method, path in (
        ("GET", at),
        ("GET", f"{at}/content"),
        ("DELETE", at),
        ("GET", f"/files/{uuid4()}"),
    ):
        assert stranger.send(method, path).status_code == 404
    assert StoredFile.objects.count() == 1


def test_file_that_lies_about_its_kind_is_refused(resident):
    refused = sent(Program(resident), b"MZ\x90\x00")
    assert (refused.status_code, refused.json()["code"]) == (422, "file_type")
    assert not StoredFile.objects.exists()


def test_large_file_is_refused(resident):
    refused = sent(Program(resident), PDF + b"\0" * 12_000_000)
    assert refused.status_code == 413


def test_nobody_uploads(db):
    assert sent(Program()).status_code == 401
