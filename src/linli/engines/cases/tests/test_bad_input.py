"""Nasty values through every field of every form: a message or a save, never a fault."""

from __future__ import annotations

import html
import json

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Draft
from linli.engines.cases.tests.factories import ALLOWANCES, DOCTOR, LEGAL_AID, NOW, load_catalogue
from linli.engines.catalogue import queries as catalogue
from linli.faces.api.tests.programs import Program

pytestmark = pytest.mark.django_db
TYPED = {
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "sql": "'; DROP TABLE cases_case; --",
    "template": "{{ 7*7 }}{% debug %}",
    "formula": '=HYPERLINK("http://x","y")',
    "emoji": "👩‍👩‍👧‍👦🇨🇳",
    "rare": "𠮷𡋾𪚥",
    "bidi": "abc\u202edef",
    "control": "a\x07b\x1bc",
    "nul": "a\x00b",
    "zero width": "a\u200bb",
    "long": "长" * 5000,
    "full width": "１２３４５６７８",
    "date": "2026-02-30",
    "path": "../../etc/passwd",
    "blank": "   ",
    "negative": "-1",
    "huge": "9" * 400,
    "nan": "NaN",
}


def names_of(code: str, section: str) -> list[str]:
    """Return every name under which a browser may post to a section."""
    found = []
    for field in catalogue.published(code).form.section(section).fields:
        name = f"{section}.{field.id}"
        parts = [
            "year",
            "month",
            "day",
            "type",
            "number",
            "district",
            "street",
            "code",
            "detail",
            "start.year",
        ]
        found += [name, *(f"{name}.{part}" for part in parts)]
    return found


def sections() -> list[tuple[str, str]]:
    """Return every section of every form (known without a database)."""
    return [
        *(
            (ALLOWANCES, one)
            for one in ["applicant", "card", "household", "other", "account", "guardian"]
        ),
        *((DOCTOR, one) for one in ["applicant", "contract", "health", "guardian"]),
        *((LEGAL_AID, one) for one in ["applicant", "matter", "means", "guardian"]),
    ]


def test_every_section_of_every_form_is_tried():
    load_catalogue()
    forms = {code: catalogue.published(code).form for code in (ALLOWANCES, DOCTOR, LEGAL_AID)}
    asked = [
        (code, one.id)
        for code, form in forms.items()
        for one in form.sections
        if len(one.consents) < len(one.fields)
    ]
    assert asked == sections()


@pytest.mark.parametrize(("code", "section"), sections())
def test_a_browser_may_type_anything(city, resident, client_for, code, section):
    load_catalogue()
    draft = services.start(resident, item_code=code, now=NOW)
    browser = client_for(resident)
    address = f"/cases/drafts/{draft.public_id}/{section}/"
    assert browser.get(address).status_code == 200
    for kind, text in TYPED.items():
        answer = browser.post(address, dict.fromkeys(names_of(code, section), text))
        page = answer.content.decode()
        assert answer.status_code in {303, 422}, (kind, answer.status_code)
        assert "<script>alert" not in page, kind
        assert "<img src=x" not in page, kind
        assert browser.get(address).status_code == 200, kind


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "👩‍👩‍👧‍👦𠮷", "'; DROP TABLE x; --"])
def test_what_was_typed_stands_there_again(city, resident, client_for, text):
    load_catalogue()
    draft = services.start(resident, item_code=ALLOWANCES, now=NOW)
    browser = client_for(resident)
    address = f"/cases/drafts/{draft.public_id}/applicant/"
    page = browser.post(address, {"applicant.name": text}).content.decode()
    assert html.escape(text) in page
    assert html.escape(text) in browser.get(address).content.decode()


JSON = [
    "\ud800",
    "a\x00b",
    1e400,
    -1,
    True,
    None,
    [],
    {},
    [[[[[[1]]]]]],
    {"type": "resident_id", "number": ["x"]},
    {"code": "999999999999"},
    {"year": 2026, "month": 2, "day": 30},
    "x" * 100_000,
]


@pytest.mark.parametrize(("code", "section"), sections())
def test_a_program_may_send_anything(city, resident, code, section):
    load_catalogue()
    draft = services.start(resident, item_code=code, now=NOW)
    program = Program(resident)
    fields = [field.id for field in catalogue.published(code).form.section(section).fields]
    for value in JSON:
        body = {"answers": dict.fromkeys(fields, value)}
        answer = program.client.put(
            f"/api/v1/drafts/{draft.public_id}/sections/{section}",
            json.dumps(body),
            "application/json",
            headers=program.headers,
        )
        assert answer.status_code < 500, (value, answer.content[:300])
        assert queries.draft(resident, draft_id=str(draft.public_id)).public_id
    assert Draft.objects.count() == 1
