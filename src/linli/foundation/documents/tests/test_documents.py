import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdf
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis

from linli.foundation.calls.tests.texts import any_text
from linli.foundation.documents import rules, services
from linli.foundation.documents.values import DocumentError
from linli.foundation.formspec.values import Localised

BLANK = "documents/pdf/blank.typ"
AT = datetime(2026, 11, 23, 6, tzinfo=UTC)


def paper(**data) -> Any:
    return pypdf.PdfReader(io.BytesIO(services.pdf(BLANK, {"title": "受理通知书"} | data, at=AT)))


def text_of(**data):
    return re.sub(r"\s", "", "".join(page.extract_text() for page in paper(**data).pages))


def test_paper_is_tagged_named_and_in_its_language():
    made = paper()
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "zh-CN"
    assert made.metadata.title == "受理通知书"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made.trailer["/Root"]["/Metadata"].get_data()


def test_paper_is_one_for_the_archive():
    said = paper().trailer["/Root"]["/Metadata"].get_data()
    assert b"<pdfaid:part>2</pdfaid:part>" in said
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in said


@pytest.mark.parametrize("sign", ["\ue000", "\U000f0000", "\U0001f468\u200d\U0001f469", "\ufffe"])
def test_no_sign_that_is_typed_makes_the_paper_fail(sign):
    assert paper(rows=[["姓名", f"张{sign}"]])


def test_rare_characters_of_names_are_printed():
    assert "张𠮷㛃喆堃䶮" in text_of(text="张𠮷㛃喆堃䶮")


def test_missing_character_is_named_on_the_paper():
    text = text_of(rows=[["姓名", "张𪚥"]])
    assert "张〔U+2A6A5〕" in text
    assert "字库里没有的字" in text
    assert "字库里没有的字" not in text_of(rows=[["姓名", "张三"]])


@pytest.mark.parametrize(
    "typed",
    [
        "#set page(fill: red)",
        '#read("/config/settings.py")',
        "*bold* _it_ $x^2$ `raw` @ref <label> = heading \\ // comment /* x */",
        '"]) #panic("x")',
        "{{ data }} ${x} \\u{1F600}",
    ],
)
def test_what_was_typed_is_only_text(typed):
    wanted = re.sub(r"\s", "", typed)
    found = text_of(text=typed, rows=[[typed, typed]])
    assert found.count(wanted) == 3


@hypothesis(max_examples=40)
@given(any_text(60))
def test_any_text_can_be_printed(typed):
    services.pdf(BLANK, {"title": typed, "text": typed, "rows": [[typed, typed]]}, at=AT)


def test_words_and_dates_of_our_own_types_are_printed():
    assert "街道" in text_of(rows=[["办理", Localised("街道", "street")]])
    assert "2026-11-23" in text_of(rows=[["日期", AT.date()]])


def test_english_paper_says_so():
    english = services.pdf(BLANK, {"title": "Notice", "number": "TJ1"}, language="en")
    made: Any = pypdf.PdfReader(io.BytesIO(english))
    assert made.trailer["/Root"]["/Lang"] == "en-GB"
    assert "Number" in made.pages[0].extract_text()


def test_same_data_make_the_same_bytes():
    assert services.pdf(BLANK, {"title": "a"}, at=AT) == services.pdf(BLANK, {"title": "a"}, at=AT)


def test_long_paper_has_all_its_pages():
    assert len(paper(text="一段话。\n" * 200).pages) > 3


@pytest.mark.parametrize(
    "template", ["no/pdf/such.typ", "../../config/settings.py", "ui/base.html"]
)
def test_template_that_is_none_is_an_error(template):
    with pytest.raises(DocumentError):
        services.pdf(template, {})


def test_qr_code_is_a_picture_that_does_nothing():
    root = ET.fromstring(services.qr_svg('http://localhost/?a="<script>'))  # noqa: S314 - our own
    assert {element.tag for element in root.iter()} <= {"svg", "g", "path"}
    assert not {name for element in root.iter() for name in element.attrib} & {"style", "href"}


def test_paper_with_qr_code_says_it_in_words_too():
    made = services.pdf(BLANK, {"title": "a", "qr": "http://localhost:8000/x"}, at=AT)
    root: Any = pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]
    tree = root["/StructTreeRoot"]
    assert "http://localhost:8000/x" in "".join(alternatives(tree))


def alternatives(node):
    node = node.get_object()
    if isinstance(node, dict):
        if "/Alt" in node:
            yield str(node["/Alt"])
        node = node.get("/K", [])
        node = node if isinstance(node, list) else [node]
        for child in node:
            if not isinstance(child, int):
                yield from alternatives(child)


def test_style_itself_has_only_printable_characters():
    folder = Path(services.ROOM) / "templates"
    styles = list(folder.rglob("*.typ"))
    assert styles
    for path in styles:
        assert (
            rules.missing(path.read_text(encoding="utf-8"), services.fonts_cover()) == frozenset()
        )


def test_coverage_has_every_unified_ideograph_up_to_2014():
    cover = services.fonts_cover()
    missing = [chr(code) for code in range(0x4E00, 0x9FCD) if not cover.has(chr(code))]
    assert missing == []
    assert all(map(cover.has, "１２AbzÀǚ，。《》①Ⅳ℃¥—…☆𠮷"))


@pytest.mark.parametrize("path", sorted(services.FONTS.iterdir()), ids=lambda path: path.name)
def test_no_font_file_is_over_two_mebibytes(path):
    assert path.stat().st_size <= 2 * 1024 * 1024


def test_a_moment_with_a_fraction_of_a_second_is_taken():
    at = AT.replace(microsecond=123456)
    assert services.pdf(BLANK, {"title": "受理通知书"}, at=at).startswith(b"%PDF")
