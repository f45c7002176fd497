"""The two layouts: language, skip link, who is here, and nothing the policy forbids."""

import json
import re
from functools import cache

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from linli.foundation.actors.values import Actor, Holding, Permission, Role
from linli.foundation.ui import messages
from linli.foundation.ui.registry import Navigation
from linli.foundation.ui.templatetags import ui


class Some(Permission):
    """A permission."""

    SEE = "some:thing:see", Role.AUDITOR


CLERK = Actor(
    account_id=1,
    name="赵敏",
    holdings=(Holding(1, Role.CLERK, 7, "劝业场街道办事处", "120101001000"),),
)


def page(layout, *, actor=None, **cookies):
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    request.actor = actor  # type: ignore[attr-defined]
    return render_to_string(f"ui/{layout}.html", {}, request=request)


@pytest.mark.parametrize(
    ("status", "is_swapped"),
    [(200, True), (409, True), (422, True), (204, False), (404, False), (500, False)],
)
def test_refused_forms_are_swapped_in_and_faults_are_not(status, is_swapped):
    config = re.search(r"name=\"htmx-config\" content='([^']+)'", page("portal"))
    assert config
    rules = json.loads(config[1])["responseHandling"]
    fitting = next(rule for rule in rules if re.search(rule["code"], str(status)))
    assert fitting["swap"] is is_swapped


@pytest.fixture(params=["portal", "desk"])
def layout(request):
    return request.param


@pytest.mark.django_db
def test_the_layout_leaves_a_page_its_own_words(layout):
    request = RequestFactory().get("/")
    request.actor = CLERK  # type: ignore[attr-defined]
    said = Template(
        "{% extends layout %}{% block main %}{{ mine }} {{ places }}{% endblock %}"
    ).render(RequestContext(request, {"layout": f"ui/{layout}.html", "mine": "A", "places": "B"}))
    assert "A B" in said


def test_the_language_is_declared(layout):
    assert '<html lang="zh-Hans"' in page(layout)
    with translation.override("en"):
        assert '<html lang="en"' in page(layout)


@pytest.mark.plan("A8")
def test_the_first_link_skips_to_the_content(layout):
    text = page(layout)

    assert re.search(r'<body[^>]*>\s*<a href="#main" class="govuk-skip-link"', text)
    assert text.count('id="main"') == 1


def test_preferences_come_from_cookies_and_nonsense_is_ignored(layout):
    assert 'data-type="large"' in page(layout, linli_type="large")
    assert 'data-theme="dark"' in page(layout, linli_theme="dark")
    assert 'data-theme="auto"' in page(layout, linli_theme='"><script>')


def test_a_demonstration_says_so_on_every_page(layout, settings):
    assert "ll-demo" not in page(layout)
    settings.IS_DEMO = True
    assert "ll-demo" in page(layout)


def test_the_desk_says_who_is_here_and_as_what():
    text = page("desk", actor=CLERK)

    assert "赵敏" in text
    assert "劝业场街道办事处" in text


@pytest.mark.django_db
def test_the_policy_allows_nothing_inline():
    policy = Client().get("/help/").headers["Content-Security-Policy"]

    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy


@pytest.mark.django_db
def test_scripts_of_a_page_carry_the_nonce_of_the_policy():
    answer = Client().get("/help/")
    nonces = set(re.findall(r'<script[^>]*nonce="([^"]+)"', answer.content.decode()))

    assert len(nonces) == 1
    assert f"'nonce-{nonces.pop()}'" in answer.headers["Content-Security-Policy"]


# ── navigation ─────────────────────────────────────────────────────────────
def test_an_entry_is_shown_to_those_who_may():
    places = Navigation()
    places.add("Log", "portal:help", permission=Some.SEE)

    assert places.links(CLERK, path="/") == ()


def test_the_longest_address_that_fits_is_current():
    places = Navigation()
    places.home = "portal:home"
    places.add("Home", "portal:home")
    places.add("Help", "portal:help")

    links = places.links(CLERK, path="/help/more/")

    assert [link.label for link in links if link.is_current] == ["Help"]


def test_a_name_that_leads_nowhere_is_left_out():
    places = Navigation()
    places.add("Moon", "portal:moon:landing")

    assert places.links(CLERK, path="/") == ()


def test_tabs_come_from_the_menu_and_nothing_is_counted_again():
    asked: list[Actor] = []

    def waiting(actor: Actor) -> int:
        asked.append(actor)
        return 3

    places = Navigation()
    places.add("Help", "portal:help", is_tab=True, count=waiting)
    places.add("More help", "portal:ui:display")

    links = places.links(CLERK, path="/help/")
    (tab,) = places.tabs(links, path="/help/")

    assert (tab.label, tab.count, tab.is_current) == ("Help", 3, True)
    assert asked == [CLERK]


def test_a_tab_is_current_where_a_longer_address_is_only_in_the_menu():
    places = Navigation()
    places.add("Display", "portal:ui:display_page", is_tab=True)
    places.add("Save", "portal:ui:display")

    links = places.links(CLERK, path="/display/save/")
    tabs = places.tabs(links, path="/display/save/")

    assert [link.label for link in links if link.is_current] == ["Save"]
    assert [link.label for link in tabs if link.is_current] == ["Display"]


# ── language and display ───────────────────────────────────────────────────
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "sent", "cookie", "kept"),
    [
        ("/language/", {"language": "en"}, "django_language", "en"),
        ("/display/save/", {"type": "large"}, "linli_type", "large"),
        ("/display/save/", {"theme": "dark"}, "linli_theme", "dark"),
    ],
)
def test_a_choice_is_kept_and_leads_back(url, sent, cookie, kept):
    answer = Client().post(url, sent | {"next": "/help/"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/help/")
    assert answer.cookies[cookie].value == kept


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_nobody_is_led_away_from_the_site(target):
    answer = Client().post("/language/", {"language": "en", "next": target})

    assert answer.headers["Location"] == "/"


@pytest.mark.django_db
def test_an_unknown_choice_is_not_kept():
    assert not Client().post("/language/", {"language": "tlh"}).cookies


# ── small parts ────────────────────────────────────────────────────────────
def test_a_message_carries_its_undo():
    said = messages.toasts([Message(constants.SUCCESS, "Done", extra_tags="undo:/x/undo/")])

    assert said == (messages.Toast("Done", "good", "/x/undo/"),)


def test_a_page_of_a_list_keeps_the_filters():
    request = RequestFactory().get("/?state=open&page=2")
    context = {"request": request, "page": Paginator(range(100), 10).page(2)}

    assert "?state=open&amp;page=3" in Template("{% pagination page %}").render(Context(context))


def test_an_icon_without_words_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in Template('{% icon "home" %}').render(Context())


def test_icons_ask_the_storage_for_their_sprite_once(monkeypatch):
    asked: list[str] = []

    def static(name: str) -> str:
        asked.append(name)
        return f"/static/{name}"

    monkeypatch.setattr(ui, "static", static)
    monkeypatch.setattr(ui, "_sprite", cache(ui._sprite.__wrapped__))

    drawn = Template('{% icon "home" %}{% icon "bell" "Notices" %}').render(Context())

    assert "icons.svg#home" in drawn
    assert "icons.svg#bell" in drawn
    assert len(asked) == 1


def test_a_qr_code_has_a_name_and_no_style():
    drawn = Template('{% qr "https://example.org/" "Receipt" %}').render(Context())

    assert 'aria-label="Receipt"' in drawn
    assert "style=" not in drawn


@pytest.mark.django_db
def test_the_styleguide_is_closed_unless_asked_for(monkeypatch):
    monkeypatch.delenv("LINLI_STYLEGUIDE", raising=False)
    assert Client().get("/styleguide/").status_code == 404
    monkeypatch.setenv("LINLI_STYLEGUIDE", "1")
    assert Client().get("/styleguide/").status_code == 200
    assert Client().get("/styleguide/desk/").status_code == 200
