import gettext

import pytest
from babel.messages.pofile import write_po

from linli.config import messages

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Hello %(name)s")
ngettext("%(count)s file", "%(count)s files", 2)
pgettext("month", "May")
"""
PAGE = """{% load i18n %}
  <p>{% translate "Good day" %}</p>
{% blocktranslate trimmed count number=1 %}
   One case
{% plural %}{{ number }} cases{% endblocktranslate %}
"""


@pytest.fixture
def house(tmp_path):
    room = tmp_path / "hall"
    (room / "templates" / "hall").mkdir(parents=True)
    (room / "apps.py").touch()
    (room / "views.py").write_text(PYTHON)
    (room / "templates" / "hall" / "page.html").write_text(PAGE)
    return tmp_path


def write(house, **translations):
    """Let the room say these in Chinese."""
    book = messages.catalogue(house / "hall")
    for msgid, text in translations.items():
        book.add(msgid, text)
    path = house / "hall" / messages.CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, book)
    return path


def test_code_and_templates_are_heard(house):
    assert set(messages.said(house / "hall")) == {
        ("", "Hello %(name)s"),
        ("", "%(count)s file"),
        ("month", "May"),
        ("", "Good day"),
        ("", "One case"),
    }


def test_missing_message_is_a_fault(house):
    kinds = {(fault.kind, fault.msgid) for fault in messages.faults(house)}
    assert ("missing", "Good day") in kinds


def test_message_that_nobody_says_is_a_fault(house):
    write(house, Farewell="再见")
    assert "hall: unused: 'Farewell'" in [str(fault) for fault in messages.faults(house)]


def test_lost_place_is_a_fault(house):
    write(house, **{"Hello %(name)s": "你好"})
    kinds = {(fault.kind, fault.msgid) for fault in messages.faults(house)}
    assert ("other places than the English", "Hello %(name)s") in kinds


def test_update_adds_what_is_missing_once(house):
    assert messages.update(house / "hall") == 5
    assert messages.update(house / "hall") == 0
    assert {fault.kind for fault in messages.faults(house)} == {"empty"}


def test_compiled_catalogue_speaks(house):
    path = write(house, **{"Good day": "您好"})
    assert messages.compile_all(house) == 1
    with path.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Good day") == "您好"


def test_compiled_catalogue_is_not_compiled_again(house):
    write(house, **{"Good day": "您好"})
    messages.compile_all(house)
    assert messages.compile_all(house) == 0


def test_rooms_that_disagree_are_a_fault(house):
    write(house, **{"Good day": "您好"})
    other = house / "cellar"
    other.mkdir()
    (other / "apps.py").touch()
    book = messages.catalogue(other)
    book.add("Good day", "日安")
    path = other / messages.CATALOGUE
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, book)
    assert [fault.kind for fault in messages.quarrels(house)] == ["translated otherwise in cellar"]
