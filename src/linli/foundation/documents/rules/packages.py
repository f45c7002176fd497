"""A package: a ZIP with an index that names every file by its SHA-256, and a signature over it.

Nothing is said of the order or the packing of the ZIP: what counts is the index, signed byte for
byte, and that the files are those it names, no more and no fewer.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from linli.foundation.documents.rules.keys import is_signed
from linli.foundation.documents.values import CheckedPackage, Entry, PackageFault, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import BinaryIO

    from linli.foundation.documents.values import PublicKeys

INDEX, SIGNATURE = "index.xml", "index.sig"
FORMAT = "linli-package-1"
PURPOSE = b"linli-package-1\n"  # what is signed as an index can never pass for facts or a file
LARGEST_INDEX = 16 * 1024 * 1024
LARGEST_SIGNATURE = 1024
STEP = 1024 * 1024
_SIGNED = re.compile(rb"Linli-Package-1 ([0-9a-f]{8}) ([A-Za-z0-9_-]{86})\n?\Z")
# XML 1.0 has no way to write these, and a lone surrogate is no character.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What the standard library raises for a ZIP that is cut off, encrypted or packed in unknown ways.
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError)


def index_of(facts: Mapping[str, str], entries: Iterable[Entry]) -> bytes:
    """Return the index: what the package is about, and its files."""
    root = ET.Element("package", {"format": FORMAT})
    about = ET.SubElement(root, "facts")
    for name, value in facts.items():
        ET.SubElement(about, "fact", {"name": name}).text = _writable(value)
    listed = ET.SubElement(root, "files")
    for one in entries:
        said = {"name": one.name, "kind": one.kind, "title": _writable(one.title)}
        ET.SubElement(listed, "file", {**said, "size": str(one.size), "sha256": one.sha256})
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def signature_of(index: bytes, *, key_id: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the line that signs an index (Ed25519, RFC 8032)."""
    made = base64.urlsafe_b64encode(sign(_message(index))).rstrip(b"=")
    return b"Linli-Package-1 " + key_id.hex().encode() + b" " + made + b"\n"


def is_package(head: bytes) -> bool:
    """Return whether these first bytes are those of a ZIP."""
    return head.startswith(b"PK\x03\x04")


def check_package(opened: BinaryIO, keys: PublicKeys) -> CheckedPackage:
    """Say whether a package is ours and whole: which file was altered, is missing, or is extra.

    The index is read only after its signature held, so nobody's XML but ours is ever parsed.
    """
    try:
        with zipfile.ZipFile(opened) as archive:
            return _checked(archive, keys)
    except BROKEN:
        return CheckedPackage(Verdict.UNREADABLE)


def _checked(archive: zipfile.ZipFile, keys: PublicKeys) -> CheckedPackage:
    names = archive.namelist()
    if INDEX not in names:
        return CheckedPackage(Verdict.UNREADABLE)
    if SIGNATURE not in names:
        return CheckedPackage(Verdict.UNSIGNED)
    index = _read(archive, INDEX, LARGEST_INDEX)
    signed = _SIGNED.match(_read(archive, SIGNATURE, LARGEST_SIGNATURE))
    if signed is None:
        return CheckedPackage(Verdict.UNSIGNED)
    public = keys.keys.get(bytes.fromhex(signed[1].decode()))
    if public is None:
        return CheckedPackage(Verdict.FORGED)
    signature = base64.urlsafe_b64decode(signed[2] + b"==")
    if not is_signed(public, signature, _message(index)):
        return CheckedPackage(Verdict.ALTERED, faults=((PackageFault.ALTERED, INDEX),))
    facts, entries = _parsed(index)
    faults = (*_at_fault(archive, entries), *_extra(names, entries))
    return CheckedPackage(Verdict.ALTERED if faults else Verdict.GENUINE, facts, faults)


def _parsed(index: bytes) -> tuple[dict[str, str], list[Entry]]:
    root = ET.fromstring(index)  # noqa: S314 - signed by us, checked before
    facts = {one.get("name", ""): one.text or "" for one in root.iterfind("facts/fact")}
    entries = [
        Entry(
            name=one.get("name", ""),
            kind=one.get("kind", ""),
            title=one.get("title", ""),
            size=int(one.get("size", "0")),
            sha256=one.get("sha256", ""),
        )
        for one in root.iterfind("files/file")
    ]
    return facts, entries


def _at_fault(
    archive: zipfile.ZipFile, entries: Iterable[Entry]
) -> Iterator[tuple[PackageFault, str]]:
    names = frozenset(archive.namelist())
    for one in entries:
        if one.name not in names:
            yield PackageFault.MISSING, one.name
        elif not _is_as_packed(archive, one):
            yield PackageFault.ALTERED, one.name


def _extra(names: Iterable[str], entries: Iterable[Entry]) -> Iterator[tuple[PackageFault, str]]:
    """Yield what the index does not name; a name that stands twice is extra the second time."""
    left = [INDEX, SIGNATURE, *(one.name for one in entries)]
    for name in names:
        if name in left:
            left.remove(name)
        else:
            yield PackageFault.EXTRA, name


def _is_as_packed(archive: zipfile.ZipFile, entry: Entry) -> bool:
    """Say whether a file is as the index says; never reads on beyond the size it should have."""
    digest, left = hashlib.sha256(), entry.size
    try:
        with archive.open(entry.name) as opened:
            while part := opened.read(min(STEP, left + 1)):
                if len(part) > left:
                    return False
                digest.update(part)
                left -= len(part)
    except BROKEN:
        return False
    return left == 0 and digest.hexdigest() == entry.sha256


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as opened:
        content = opened.read(most + 1)
    if len(content) > most:
        raise ValueError("too large to be one of ours")
    return content


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)


def _message(index: bytes) -> bytes:
    return PURPOSE + hashlib.sha256(index).digest()
