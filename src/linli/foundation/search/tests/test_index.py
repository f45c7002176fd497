import time

import pytest

from linli.foundation.search.index import Index
from linli.foundation.search.values import Entry, Phrase


@pytest.fixture(scope="module")
def index():
    return Index(
        [
            Entry(
                "dibao",
                (
                    Phrase("最低生活保障"),
                    Phrase("Subsistence allowance"),
                    Phrase("低保", "word"),
                    Phrase("家里揭不开锅", "word"),
                ),
            ),
            Entry(
                "doctor",
                (
                    Phrase("家庭医生签约服务"),
                    Phrase("Family-doctor contract"),
                    Phrase("请大夫上门看病", "word"),
                ),
            ),
            Entry("bank", (Phrase("银行卡补换"), Phrase("Bank card"))),
            Entry("heavy", (Phrase("重度残疾人护理补贴"), Phrase("Care allowance"))),
        ]
    )


def first(index, text):
    found = index.search(text)
    return found[0].key if found else None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("低保", "dibao"),
        ("低报", "dibao"),  # homophone
        ("dibao", "dibao"),
        ("di bao", "dibao"),
        ("DIBAO", "dibao"),
        ("db", "dibao"),  # initials
        ("最低生活", "dibao"),
        ("家里揭不开锅了怎么办", "dibao"),
        ("subsistence", "dibao"),
        ("subsis", "dibao"),
        ("家亭医生", "doctor"),
        ("我想请大夫上门", "doctor"),
        ("family doctors", "doctor"),
        ("ｄｏｃｔｏｒ", "doctor"),  # full width
        ("yinhang", "bank"),
        ("yinxing", "bank"),  # both readings of 行
        ("zhongdu", "heavy"),
        ("chongdu", "heavy"),  # both readings of 重
    ],
)
def test_finds_first(index, text, key):
    assert first(index, text) == key


@pytest.mark.parametrize(
    "text", ["", "   ", "+-*/()", "' OR 1=1 --", "的", "the", "太空旅行", "qqqq", "x" * 10_000]
)
def test_finds_nothing(index, text):
    assert index.search(text) == ()


def test_ten_thousand_characters_are_answered_at_once(index):
    begun = time.perf_counter()
    assert index.search("低保" * 5_000) == ()
    assert time.perf_counter() - begun < 0.05


def test_says_why(index):
    assert (index.search("低保")[0].kind, index.search("低保")[0].text) == ("word", "低保")
    assert index.search("dibao")[0].kind == "sound"


def test_exact_words_come_before_parts(index):
    assert index.search("低保")[0].score > index.search("最低")[0].score


def test_same_question_has_the_same_answer(index):
    assert index.search("allowance") == index.search("allowance")


def test_limit_holds(index):
    assert len(index.search("allowance", limit=1)) == 1


def test_nothing_to_search_in_finds_nothing():
    assert Index([]).search("低保") == ()


def test_any_text_is_answered(index):
    for text in ("\x00", "𠮷野家", "😀", "ﷺ", "a" * 200, "\ud800", "1" * 60, "行重" * 40):
        assert isinstance(index.search(text), tuple)
