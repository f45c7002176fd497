"""Templates: no inline script or style, and nothing included or linked from a floor above."""

import re

import pytest

from tests.house.house import SRC, Room, room_named, rooms

PAGES = sorted(path for path in SRC.rglob("templates/**/*.html") if "tests" not in path.parts)
INLINE = {
    "script without src": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
}
PARTS = re.compile(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")
LINKS = re.compile(r"{%\s*url\s+[\"']([^\"']+)[\"']")


def name(path):
    return path.relative_to(SRC).as_posix()


def room_of(path) -> Room:
    found = room_named(path.relative_to(SRC).parts[1])
    assert found is not None, path
    return found


def is_above(other, room):
    return other is not None and other.height > room.height


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_nothing_inline(path):
    text = re.sub(
        r"{#.*?#}|{% comment.*?endcomment %}", "", path.read_text("utf-8"), flags=re.DOTALL
    )
    assert [kind for kind, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_parts_come_from_below(path):
    used = PARTS.findall(path.read_text("utf-8"))
    assert [part for part in used if is_above(room_named(part.split("/")[0]), room_of(path))] == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_lead_to_rooms_below(path):
    # A name of two parts is a page of the face itself (`portal:home`), of three a page of a room.
    links = [link for link in LINKS.findall(path.read_text("utf-8")) if link.count(":") == 2]
    assert [link for link in links if is_above(room_named(link.split(":")[1]), room_of(path))] == []


@pytest.mark.parametrize("room", rooms(), ids=str)
def test_pages_lie_under_the_name_of_their_room(room):
    folders = {path.name for path in (room.path / "templates").glob("*")}
    foreign = {"allauth", "account", "mfa", "usersessions", "socialaccount"}
    own = {room.name} | (foreign if room.name == "accounts" else set())
    own |= {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "admin"}
    assert folders - own == set()
