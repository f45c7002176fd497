"""The page that checks documents offline, opened from a file, in a browser without a network."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from linli.foundation.documents import services as documents
from linli.foundation.documents.values import Facts
from tests.journeys.conftest import PHONE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

AT = datetime(2026, 11, 23, 6, tzinfo=UTC)
ADDRESS = "https://linli.example/cases/verify/"
FACTS = Facts(
    "JG1",
    "result",
    "granted",
    "和平区民政局",
    "和平民字〔2026〕1号",
    "补贴",
    "䶮*𠮷",
    date(2026, 11, 23),
)
# A browser that does not know Ed25519 yet.
OLDER = """
const take = crypto.subtle.importKey.bind(crypto.subtle);
crypto.subtle.importKey = (form, key, kind, ...rest) =>
  kind === "Ed25519" ? Promise.reject(new Error("unknown")) : take(form, key, kind, ...rest);
"""


@pytest.fixture(params=["", OLDER], ids=["today", "older"])
def page(request: Any, chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """Open the page from a file."""
    listed = documents.published(revoked=["JG2"], now=AT)
    kept = tmp_path / "verify.html"
    values = {"kind": {"result": "Notice of result"}, "decision": {}}
    kept.write_text(documents.offline_page(listed, values=values), encoding="utf-8")
    context = chromium.new_context(offline=True, viewport=PHONE)  # type: ignore[arg-type]
    context.add_init_script(request.param)
    window = context.new_page()
    window.goto(kept.as_uri())
    yield window
    context.close()


def verdict(page: Page, wanted: str) -> str:
    page.click("button")
    page.locator(f"#answer[data-verdict={wanted}]").wait_for(timeout=10_000)
    return page.locator("#answer").inner_text()


def test_codes_are_told_apart(page: Page) -> None:
    code = documents.signed_code(FACTS)
    revoked = documents.signed_code(replace(FACTS, serial="JG2"))
    for text, wanted in (
        (f"{ADDRESS}#{code}", "genuine"),
        (code[:-9] + "AAAAAAAAA", "altered"),
        (revoked, "revoked"),
        ("AE" + "A" * 8 + code[10:], "forged"),
        (code[:40], "unreadable"),
    ):
        page.fill("#scanned", text)
        said = verdict(page, wanted)
        assert ("䶮*𠮷" in said) is (wanted in {"genuine", "revoked"})


def test_files_are_told_apart(page: Page) -> None:
    content = documents.signed_pdf(
        "documents/pdf/blank.typ", {"title": "通知"}, facts=FACTS, page=ADDRESS, at=AT
    )
    for changed, wanted in (
        (content, "genuine"),
        (content + b"\n", "altered"),
        (content.replace(b"%Linli-Sig", b"%Linly-Sig"), "altered"),
        (b"no paper", "unreadable"),
    ):
        given: Any = {"name": "x.pdf", "mimeType": "application/pdf", "buffer": changed}
        page.set_input_files("#file", given)
        verdict(page, wanted)
