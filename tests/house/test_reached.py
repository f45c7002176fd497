"""Every act is reached from at least one page and one API operation.

The test reads the code. An act is a function that a room's `services` offers and whose first
argument is `actor`; what takes no actor is done by time, a command, or a room within its own act.
It is reached where a view names it: `services.claim(...)`, or imports it by name.
"""

import ast

import pytest

from tests.house.house import SRC, exported, functions, parsed, rooms

PAGES, API = ("portal", "desk", "kiosk", "console"), ("api",)
BY_ROOMS = "other rooms do it within their own acts, in the same transaction"
BY_COMMAND = "loading a pack does it: linli packs load"
BY_SIGN_IN = "sign-in does it, when the code that was sent is typed"

# room.act: why neither a page nor the API calls it
NEITHER = {
    "accounts.confirm_phone": BY_SIGN_IN,
    "accounts.set_phone": BY_SIGN_IN,
    "audit.record": BY_ROOMS,
    "exchange.look_up": BY_ROOMS,
    "library.keep_copy": BY_ROOMS,
    "library.take": BY_ROOMS,
    "cases.open_recheck": BY_ROOMS,
    "files.store_bytes": BY_ROOMS,
    "files.attach": BY_ROOMS,
    "organisations.load": BY_COMMAND,
    "places.load": BY_COMMAND,
    "packs.load": BY_COMMAND,
    "people.request_sheltered_reading": BY_ROOMS,
}
NO_PAGE = {
    "accounts.note_token_use": "only programs have tokens",
    "cases.submit_application": "a page hands in a draft, section by section",
    "files.discard_one": "a page takes a file out of its draft",
    "files.store": "a page hands over all that was added to a form: cases.store_uploads",
}
NO_API = {"cases.store_uploads": "a program uploads each file by itself: files.store"}


def acts():
    for room in rooms():
        known = functions(room, "services")
        for name in exported(room, "services"):
            arguments = known[name].args.args
            if arguments and arguments[0].arg == "actor":
                yield f"{room.name}.{name}"


def views(kinds):
    """Yield the modules of these faces: of every room, and of the faces themselves."""
    for kind in kinds:
        for pattern in (f"*/*/{kind}.py", f"*/*/{kind}/**/*.py", f"faces/{kind}/**/*.py"):
            yield from (path for path in SRC.glob(pattern) if "tests" not in path.parts)


def reached(kinds):
    return {name for path in views(kinds) for name in used(parsed(path))}


def used(tree):
    """Yield `room.name` of everything that a module takes from any room's services."""
    rooms_by_alias = {}
    for node in ast.walk(tree):
        module = (isinstance(node, ast.ImportFrom) and node.module) or ""
        if isinstance(node, ast.ImportFrom) and module.startswith("linli."):
            steps = module.split(".")
            for name in node.names:
                if name.name == "services":
                    rooms_by_alias[name.asname or name.name] = steps[-1]
                elif "services" in steps:
                    yield f"{steps[steps.index('services') - 1]}.{name.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in rooms_by_alias:
            yield f"{rooms_by_alias[ast.unparse(node.value)]}.{node.attr}"


@pytest.mark.plan("E4")
@pytest.mark.parametrize(
    ("kinds", "exceptions"), [(PAGES, NO_PAGE), (API, NO_API)], ids=["page", "api"]
)
def test_every_act_is_reached(kinds, exceptions):
    excused = {*reached(kinds), *NEITHER, *exceptions}
    assert [act for act in acts() if act not in excused] == []


@pytest.mark.parametrize(
    ("kinds", "exceptions"),
    [(PAGES, NO_PAGE), (API, NO_API), (PAGES + API, NEITHER)],
    ids=["page", "api", "neither"],
)
def test_no_exception_outlives_its_reason(kinds, exceptions):
    assert sorted(exceptions.keys() & reached(kinds)) == []
    assert sorted(exceptions.keys() - set(acts())) == []
