import pytest
from django.utils import translation

from linli.foundation.formspec.display import lines, shielded
from linli.foundation.formspec.tests.factories import (
    answers,
    context,
    field,
    form,
    names_of,
    stored,
    with_every_type,
)
from linli.foundation.formspec.values import Registers

EVERY = with_every_type()


def said(language="zh-hans", **more):
    with translation.override(language):
        sections = lines(EVERY, answers(), context=context(), files=stored("证明.pdf"), **more)
        return {row.path.removeprefix("card."): row for one in sections for row in one.rows}


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        ("rent", "1,860.50元", "¥1,860.50"),
        ("area", "61.5平方米", "61.5 m²"),
        ("born", "1960年2月29日", "29 February 1960"),
        ("stay", "2020年1月1日至2021年1月1日", "1 January 2020 to 1 January 2021"),
        ("works", "否", "No"),
        ("needs", "lift", "lift"),
        ("agree", "已同意", "Agreed"),
        (
            "home",
            "和平区劝业场街道花园路社区花园路1号",
            "Heping, Quanyechang, Huayuanlu, 花园路1号",
        ),
        ("card", "居民身份证 12**************3X", "Resident identity card 12**************3X"),
        ("carer.name", "李四", "李四"),
        ("child.relation", "子女", "Son or daughter"),
        ("family", "2行", "2 rows"),
        ("proof", "证明.pdf", "证明.pdf"),
    ],
)
def test_answers_are_said_in_both_languages(path, zh, en, settings):
    assert said("en")[path].text == en
    assert said("zh-hans")[path].text == zh


def test_number_is_shown_only_where_it_was_asked_for():
    revealed = said("en", reveal={"card.card"})
    assert revealed["card"].text.endswith("12010119600229123X")
    assert "E12345678" not in revealed["carer.identity"].text


def test_what_must_be_covered_is_told():
    assert said("en")["card"].is_sensitive
    assert said("en")["family"].is_sensitive
    assert not said("en")["name"].is_sensitive


def test_the_names_of_an_address_are_asked_for_once():
    asked = []

    def names(codes, in_force_only):
        asked.append(codes)
        return names_of(codes, in_force_only)

    two = form(field("a", "division"), field("b", "division"))
    home = {"code": "120101001001", "detail": "花园路1号"}
    registers = Registers(place_names=names)
    sections = lines(two, {"card": {"a": home, "b": home}}, context=context(registers=registers))
    assert [row.text for row in sections[0].rows] == ["和平区劝业场街道花园路社区花园路1号"] * 2
    assert asked == [{"120101000000", "120101001000", "120101001001"}]


def test_a_place_that_was_closed_is_still_said_of_what_was_taken_and_asked_anew_in_a_draft():
    one = form(field("a", "division"))
    old = {"card": {"a": {"code": "120101001009", "detail": "花园路1号"}}}
    (row,) = lines(one, old, context=context())[0].rows
    assert row.text == "和平区劝业场街道旧社区花园路1号"
    (row,) = lines(one, old, context=context(), with_missing=True)[0].rows
    assert row.text == ""


def test_a_file_that_the_reader_may_not_have_is_not_named():
    row = lines(EVERY, answers(), context=context())[0].rows[-2]
    assert (row.path, row.text, row.files) == ("card.proof", "", ())


def test_consent_that_is_not_given_yet_is_no_gap():
    two = form(field("a", "text"), field("b", "consent"))
    rows = lines(two, {"card": {}}, context=context(), with_missing=True)[0].rows
    assert [row.path for row in rows] == ["card.a"]


def test_rows_of_a_table_are_given_too():
    assert [cell.text for cell in said("en")["family"].rows[0]] == ["王五", "¥1,000"]


def test_fields_for_other_readers_are_left_out():
    one = form(field("a", "text"), field("b", "text", readers="sealed"))
    found = lines(one, {"card": {"a": "x", "b": "y"}}, context=context(), may_read={"handlers"})
    assert [row.path for row in found[0].rows] == ["card.a"]


def test_cells_for_other_readers_are_left_out_of_a_table():
    row = said("en", may_read={"handlers"})["family"].rows[0]
    assert [cell.path for cell in row] == ["card.family.0.name"]


def test_questions_without_an_answer_may_be_listed():
    one = form(field("a", "text", require=False))
    assert lines(one, {}, context=context()) == ()
    assert lines(one, {}, context=context(), with_missing=True)[0].rows[0].text == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("12010119560308022541", "12****************41"),
        ("卡号12010119560308022541", "卡号12****************41"),
        ("张三", "张三"),
        ("2026112300012", "2026112300012"),
    ],
)
def test_a_text_that_holds_a_document_number_is_masked(text, shown):
    asked = form(field("number", "text")).fields_by_path["card.number"]
    assert shielded(asked, text) == shown


def test_of_a_bank_account_the_last_four_digits_are_shown():
    asked = form(field("number", "text", format="bank_account"))
    found = shielded(asked.fields_by_path["card.number"], "6222020302001234567")
    assert found == "***************4567"
