"""Files as they come: other encodings, dates as numbers, numbers that a spreadsheet shortened."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.sheets import texts, workbooks
from linli.foundation.sheets.rules import read_table, safe_cell
from linli.foundation.sheets.tests.factories import csv, workbook
from linli.foundation.sheets.values import Column, ColumnType, Sheet, SheetError

SHEET = Sheet(
    kind="test",
    title="测试",
    key=("number",),
    columns=(
        Column("name", "姓名", is_required=True, example="李示例", most=20),
        Column("number", "证件号码", ColumnType.IDENTITY, example="11010119900307001X"),
        Column("born", "出生日期", ColumnType.DATE, example="1990-03-07"),
        Column("phone", "电话", ColumnType.PHONE),
        Column("code", "区划代码", ColumnType.DIVISION),
        Column("count", "人数", ColumnType.WHOLE),
        Column("here", "在津", ColumnType.YES_NO),
        Column("sex", "性别", ColumnType.CHOICE, choices=(("female", "女"), ("male", "男"))),
    ),
)
HEAD = ("姓名", "证件号码", "出生日期", "电话", "区划代码", "人数", "在津", "性别")


def one(**cells):
    """Read a workbook of one row, as the cells are given."""
    line = [cells.get(column.id) for column in SHEET.columns]
    line[0] = line[0] or "李演示"
    return read_table(SHEET, workbooks.read(workbook(HEAD, line))).rows[0]


def from_csv(content):
    return read_table(SHEET, texts.read(content)).rows


def fault(row):
    with translation.override("zh-hans"):
        return [(one.column, str(one.message)) for one in row.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_and_separator(encoding, separator):
    content = csv(
        ("姓名", "出生日期"), ("李演示", "1958-03-07"), encoding=encoding, separator=separator
    )
    assert from_csv(content)[0].cells == {"name": "李演示", "born": "1958-03-07"}


@pytest.mark.parametrize(
    "typed",
    [
        *(datetime(1958, 3, 7), 21251, "1958年3月7日", "1958/3/7", "１９５８－０３－０７"),  # noqa: DTZ001
        *(" 1958.3.7 ", "19580307", "1958-03-07 00:00:00", "'1958-03-07"),
    ],
)
def test_a_date_in_many_clothes(typed):
    assert one(born=typed).cells["born"] == "1958-03-07"


def test_a_day_that_is_not():
    assert fault(one(born="1958年2月30日"))[0][0] == "born"
    assert "1958" in fault(one(born="1958年2月30日"))[0][1]


@pytest.mark.parametrize("typed", [1.20101195803070e17, 120101195803070025, "1.20101E+17"])
def test_a_shortened_number_is_refused(typed):
    ((column, sentence),) = fault(one(number=typed))
    assert column == "number"
    assert "文本格式" in sentence


def test_full_width_and_spaces_do_not_count():
    row = one(
        number=" １２０１０１ 19580307 002x\u200b", phone="１３８ 0013 8000", code="120101001001 "
    )
    assert row.faults == ()
    assert row.cells["number"] == "12010119580307002X"
    assert row.cells["phone"] == "13800138000"


@pytest.mark.parametrize(
    ("typed", "kept"), [("是", True), ("否", False), (True, True), ("无", False)]
)
def test_yes_and_no(typed, kept):
    assert one(here=typed).cells["here"] is kept


@pytest.mark.parametrize(
    ("column", "typed"),
    [
        *(("count", "三"), ("here", "也许"), ("phone", "12345"), ("code", "1201")),
        *(("sex", "中"), ("name", "#N/A"), ("born", "去年"), ("name", "长" * 21)),
    ],
)
def test_what_cannot_be_read_is_named_at_its_column(column, typed):
    assert [at for at, _sentence in fault(one(**{column: typed}))] == [column]


def test_a_formula_is_never_computed():
    assert "count" not in one(count="=1+1").cells


def test_same_number_twice_names_the_first_row():
    rows = from_csv(csv(("姓名", "证件号码"), ("一", "A1"), ("二", "a1")))
    assert rows[0].faults == ()
    assert fault(rows[1]) == [("number", "与本文件第 2 行重复。")]


def test_headings_below_a_title_empty_rows_and_the_example():
    content = csv(
        ("某街道人员登记表",),
        ("姓名*", "证件号码（必填）"),
        ("李示例", "11010119900307001X"),
        ("", ""),
        ("李演示", "B2"),
    )
    rows = from_csv(content)
    assert [(row.number, row.cells["name"]) for row in rows] == [(5, "李演示")]


def test_unknown_columns_are_told():
    table = read_table(SHEET, texts.read(csv(("姓名", "备注"), ("李演示", "好"))))
    assert table.unread == ("备注",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sheet_no_headings"),
        (csv(("a", "b"), ("1", "2")), "sheet_no_headings"),
        (csv(("姓名",)), "sheet_empty"),
        (csv(("证件号码",), ("A",)), "sheet_missing"),
        (csv(("姓名", "姓名"), ("一", "二")), "sheet_twice"),
        (b"\xff\xff\xff\x00\x81", "sheet_unreadable"),
        (b"\x00" * 50, "sheet_unreadable"),
    ],
)
def test_a_file_that_is_none(content, code):
    with pytest.raises(SheetError) as refusal:
        from_csv(content)
    assert refusal.value.code == code


def bomb(**parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "."), content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 and nothing", "sheet_unreadable"),
        (b"\xd0\xcf\x11\xe0 old", "sheet_password"),
        (bomb(a_xml=b"0" * 130_000_000), "sheet_unreadable"),
        (bomb(a_xml=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'), "sheet_unreadable"),
        (bomb(word_xml=b"<w/>"), "sheet_unreadable"),
    ],
    ids=["torn", "old", "bomb", "entities", "word"],
)
def test_a_workbook_that_is_none(content, code):
    with pytest.raises(SheetError) as refusal:
        list(workbooks.read(content))
    assert refusal.value.code == code


def test_more_rows_than_fit_are_refused():
    lines = ([("姓名",)], (("李演示",) for _row in range(20_001)))
    with pytest.raises(SheetError) as refusal:
        read_table(SHEET, (line for part in lines for line in part))
    assert refusal.value.code == "sheet_too_many"


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    lines = workbooks.read(content) if workbooks.is_workbook(content) else texts.read(content)
    try:
        read_table(SHEET, lines)
    except SheetError:
        return


@given(st.text(max_size=30))
def test_no_written_text_begins_a_formula(text):
    assert not str(safe_cell(text)).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("typed", ["=1+1", "+86", "-1", "@SUM(A1)", "＝1"])
def test_a_written_formula_is_text(typed):
    lines = list(workbooks.read(workbooks.write(["甲"], [[typed]])))
    assert lines[1] == (f"'{typed}",)
    assert texts.write(["甲"], [[typed]]).decode("utf-8-sig").splitlines()[1] == f"'{typed}"


def test_a_template_reads_as_an_empty_table():
    examples = [str(column.example) for column in SHEET.columns]
    content = workbooks.write([str(column.name) for column in SHEET.columns], [examples])
    with pytest.raises(SheetError) as refusal:
        read_table(SHEET, workbooks.read(content))
    assert refusal.value.code == "sheet_empty"


def test_a_date_is_kept_as_text():
    assert one(born=date(1958, 3, 7)).cells["born"] == "1958-03-07"
