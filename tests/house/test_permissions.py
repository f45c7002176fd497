"""Permissions: codes say room, thing and act, and each stands on the page that lists them."""

import re

from linli.config import permissions
from tests.house.house import ROOT

CODE = re.compile(r"[a-z_]+:[a-z_]+:[a-z_]+")


def room_of(permission):
    return type(permission).__module__.split(".")[2]


def test_codes_are_unique():
    codes = [one.code for one in permissions.every()]
    assert codes == sorted(set(codes))


def test_code_names_room_thing_and_act():
    assert [one.code for one in permissions.every() if not CODE.fullmatch(one.code)] == []


def test_code_begins_with_its_room():
    wrong = [one.code for one in permissions.every() if one.code.split(":")[0] != room_of(one)]
    assert wrong == []


def test_every_permission_is_documented():
    # Stale? script/linli permissions > docs/permissions.md
    assert (ROOT / "docs" / "permissions.md").read_text("utf-8") == permissions.page()
