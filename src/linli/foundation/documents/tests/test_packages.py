"""A package is whole or says which file is not."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.foundation.documents import rules, services
from linli.foundation.documents.rules.packages import index_of
from linli.foundation.documents.values import Entry, PackageFault, Part, PublicKeys, Verdict

AT = datetime(2026, 11, 23, 6, tzinfo=UTC)
PARTS = (
    Part("case.json", "data", "申请材料", b"{}"),
    Part("papers/001.pdf", "paper", "户口簿\x00.pdf", b"%PDF-1.7"),
)


def package(parts=PARTS):
    made, _digest = services.packed(iter(parts), facts={"number": "TJ1", "name": "a<b&c"}, at=AT)
    with made:
        return made.read()


def rewritten(content, *, change=None, leave_out=(), add=()):
    """Return the package with the contents of some files changed, left out, or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in leave_out:
                new.writestr(name, (change or {}).get(name, old.read(name)))
        for name, added in add:
            new.writestr(name, added)
    return out.getvalue()


def checked(content, keys=None):
    return rules.check_package(io.BytesIO(content), keys or services.public_keys())


def test_a_package_is_genuine_and_says_what_it_is_about():
    found = checked(package())
    assert (found.verdict, found.faults) == (Verdict.GENUINE, ())
    assert found.facts == {"number": "TJ1", "name": "a<b&c"}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"change": {"case.json": b"[]"}}, (PackageFault.ALTERED, "case.json")),
        ({"change": {"case.json": b"{} "}}, (PackageFault.ALTERED, "case.json")),
        ({"leave_out": ["papers/001.pdf"]}, (PackageFault.MISSING, "papers/001.pdf")),
        ({"add": [("papers/002.pdf", b"x")]}, (PackageFault.EXTRA, "papers/002.pdf")),
    ],
)
def test_each_file_that_is_not_as_packed_has_its_sentence(changes, fault):
    found = checked(rewritten(package(), **changes))
    assert (found.verdict, found.faults) == (Verdict.ALTERED, (fault,))
    assert [fault[1] in said for said in found.sentences] == [False, True]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_extra():
    found = checked(rewritten(package(), add=[("index.xml", b"<package/>")]))
    assert found.verdict is not Verdict.GENUINE


def test_a_changed_index_is_never_read():
    whole = package()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        index = archive.read("index.xml").replace(b"TJ1", b"TJ2")
    found = checked(rewritten(whole, change={"index.xml": index}))
    assert (found.verdict, found.facts) == (Verdict.ALTERED, {})
    assert found.faults == ((PackageFault.ALTERED, "index.xml"),)


def test_without_its_signature_it_proves_nothing():
    assert checked(rewritten(package(), leave_out=["index.sig"])).verdict is Verdict.UNSIGNED
    broken = rewritten(package(), change={"index.sig": b"Linli-Package-1 00 x"})
    assert checked(broken).verdict is Verdict.UNSIGNED


def test_signed_by_a_key_that_is_not_ours_it_is_forged():
    assert checked(package(), PublicKeys({})).verdict is Verdict.FORGED


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_package_is_unreadable(content):
    assert checked(content).verdict is Verdict.UNREADABLE


def test_half_a_package_is_unreadable():
    whole = package()
    assert checked(whole[: len(whole) // 2]).verdict is Verdict.UNREADABLE


def test_a_signature_that_never_ends_is_not_read_on():
    bomb = rewritten(package(), change={"index.sig": b"x" * 2000})
    assert checked(bomb).verdict is Verdict.UNREADABLE


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_whatever_is_overwritten_in_it_raises_nothing(where, written):
    whole = bytearray(package())
    at = where % len(whole)
    whole[at : at + len(written)] = written
    assert checked(bytes(whole)).sentences


@given(st.text(max_size=40))
def test_an_index_can_name_whatever_is_typed(title):
    assert index_of({"name": title}, [Entry("a", "paper", title, 0, "0" * 64)])


def test_nothing_of_it_stays_on_the_disk_when_a_part_cannot_be_read(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    def parts():
        yield PARTS[0]
        raise OSError

    with pytest.raises(OSError, match=r"^$"):
        services.packed(parts(), facts={}, at=AT)
    assert list(tmp_path.iterdir()) == []
