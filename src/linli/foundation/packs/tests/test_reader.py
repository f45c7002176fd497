from datetime import date
from decimal import Decimal

import pytest

from linli.foundation.packs import reader
from linli.foundation.packs.reader import read
from linli.foundation.packs.values import Document, Fault


def right(reading: tuple[Document | None, tuple[Fault, ...]]) -> Document:
    document, faults = reading
    assert document is not None
    assert faults == ()
    return document


def fault_of(text):
    document, faults = reader.read_yaml(text, name="x.yaml")
    assert document is None
    (fault,) = faults
    return fault


def test_plain_data_keeps_its_types():
    document = right(
        reader.read_yaml(
            'a: 1\nb: -2.50\nc: 2026-11-20\nd: yes\ne: true\nf: "007"\ng: 007\nh: ~\n1: x\n',
            name="x",
        )
    )
    assert document.data == {
        "a": 1,
        "b": Decimal("-2.50"),
        "c": date(2026, 11, 20),
        "d": "yes",
        "e": True,
        "f": "007",
        "g": "007",
        "h": None,
        "1": "x",
    }


def test_everything_has_its_line():
    document = right(reader.read_yaml("a:\n  - b: 1\n  - c: 2\n", name="x"))
    assert document.line(("a", 1, "c")) == 3
    assert document.line(("a", 1, "missing", "deeper")) == 3
    assert str(document.fault(("a", 1, "c"), "is wrong", "mend it")) == (
        "x:3 a.1.c: is wrong → mend it"
    )


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("a: &b 1\n", 1, "a"),
        ("a: 1\nc: *b\n", 2, "c"),
        ("a: !!python/object:os.system x\n", 1, "a"),
        ("a: 1\nb: !secret x\n", 2, "b"),
        ("a: 1\nb: 2\na: 3\n", 3, "a"),
        ("a:\n  b: 1\n  b: 2\n", 3, "a.b"),
        ("a: 1\n---\nb: 2\n", 2, "-"),
        ("? [a, b]\n: 1\n", 1, "-"),
        ("a: [1, 2\nb: 3\n", 2, "-"),
        ("a: 1\n\tb: 2\n", 2, "-"),
        ("[" * 100 + "]" * 100, 1, "0." * 24 + "0"),
    ],
)
def test_what_is_not_harmless_is_refused_with_its_line(text, line, field):
    fault = fault_of(text)
    assert (fault.line, fault.field) == (line, field)
    assert fault.mend


def test_a_bomb_does_not_go_off():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert fault_of("\n".join(lines)).line == 1


def test_a_very_long_file_is_refused(monkeypatch):
    monkeypatch.setattr("linli.foundation.packs.reader.MAX_NODES", 50)
    assert "split" in fault_of("- x\n" * 100).mend or "分" in fault_of("- x\n" * 100).mend


def test_a_file_that_is_not_text_is_refused(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_bytes(b"a: \xff\xfe")
    document, faults = read(file, root=tmp_path)
    assert (document, len(faults)) == (None, 1)


def test_a_link_out_of_the_pack_is_refused(tmp_path):
    (tmp_path / "secret.yaml").write_text("a: 1")
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "x.yaml").symlink_to(tmp_path / "secret.yaml")
    document, faults = read(pack / "x.yaml", root=pack)
    assert (document, len(faults)) == (None, 1)


def test_rows_of_csv_have_lines():
    document = right(reader.read_csv("code,name\n1,甲\n2,乙\n", name="x.csv"))
    assert document.data == [{"code": "1", "name": "甲"}, {"code": "2", "name": "乙"}]
    assert document.line((1, "name")) == 3


@pytest.mark.parametrize("text", ["a,b\n1\n", "a,b\n1,2,3\n"])
def test_a_row_of_another_length_is_refused(text):
    document, faults = reader.read_csv(text, name="x.csv")
    assert document is None
    assert faults[0].line == 2
