"""What is behind a sign-in, read from the URLs."""

from django.urls import URLPattern, get_resolver


def patterns(resolver, prefix=""):
    for one in resolver.url_patterns:
        path = f"{prefix}{one.pattern}"
        if isinstance(one, URLPattern):
            yield path, one
        else:
            yield from patterns(one, path)


def is_open(pattern):
    return not getattr(pattern.callback, "login_required", True)


def test_no_page_for_staff_is_open():
    every = list(patterns(get_resolver()))
    staff = ("desk/", "console/")
    assert [path for path, one in every if path.startswith(staff) and is_open(one)] == []


def test_every_page_has_a_name():
    own = [
        (path, one)
        for path, one in patterns(get_resolver())
        if one.callback.__module__.startswith("linli.")
    ]
    assert [path for path, one in own if not one.name] == []
