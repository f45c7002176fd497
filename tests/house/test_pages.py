"""Every address of the three faces is known to pictures, axe and the permission matrix."""

from django.urls import NoReverseMatch, get_resolver, reverse

from linli.foundation.ui.registry import navigation
from tests.pages import PAGES, patterns


def test_every_address_has_an_entry():
    assert sorted(set(patterns()) - PAGES.keys()) == [], "add them to tests/pages.py"


def test_no_entry_outlives_its_address():
    assert sorted(PAGES.keys() - set(patterns())) == []


def test_every_link_of_the_navigation_leads_somewhere():
    lost, faces = [], get_resolver().namespace_dict
    for place in ("portal", "desk", "console", "account", "footer"):
        for entry in navigation(place).entries:
            try:
                reverse(entry.url_name)
            except NoReverseMatch:
                if ":" not in entry.url_name or entry.url_name.split(":")[0] in faces:
                    lost.append(entry.url_name)

    assert lost == []
