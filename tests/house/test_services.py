"""Every write has one shape: who acts comes first, all else by name, in one transaction.

Rooms of the foundation are libraries: what they do belongs to the transaction of their caller.
"""

import ast

import pytest

from tests.house.house import DOMAIN, exported, functions, rooms

WITH_SERVICES = [room for room in rooms() if functions(room, "services")]
# What the machine does on its own: ticks take only `now`, handlers a message, loaders a pack.
BY_ITSELF = {"Message", "Pack"}


def first(node):
    return node.args.args[0] if node.args.args else None


def is_by_itself(node):
    begin = first(node)
    if begin is None:
        return {argument.arg for argument in node.args.kwonlyargs} <= {"now", "limit", "must_stop"}
    return begin.annotation is not None and ast.unparse(begin.annotation) in BY_ITSELF


def is_atomic(node, known, seen=()):
    """Whether the function opens a transaction, itself or through one beside it."""
    if "atomic" in ast.unparse(node):
        return True
    called = {
        call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
    }
    return any(
        is_atomic(known[name], known, (*seen, name)) for name in called & known.keys() - set(seen)
    )


@pytest.mark.parametrize("room", WITH_SERVICES, ids=str)
def test_actor_comes_first(room):
    known = functions(room, "services")
    wrong = [
        name
        for name in exported(room, "services")
        if room.floor in DOMAIN
        and not is_by_itself(known[name])
        and (first(known[name]) is None or first(known[name]).arg != "actor")
    ]
    assert wrong == []


@pytest.mark.parametrize("room", WITH_SERVICES, ids=str)
def test_all_else_goes_by_name(room):
    known = functions(room, "services")
    wrong = [
        name
        for name in exported(room, "services")
        if first(known[name]) is not None
        and first(known[name]).arg == "actor"
        and len(known[name].args.args) > 1
    ]
    assert wrong == []


@pytest.mark.parametrize("room", WITH_SERVICES, ids=str)
def test_write_is_atomic(room):
    known = functions(room, "services")
    wrong = [
        name
        for name in exported(room, "services")
        if room.floor in DOMAIN
        and first(known[name]) is not None
        and first(known[name]).arg == "actor"
        and not is_atomic(known[name], known)
    ]
    assert wrong == []


@pytest.mark.parametrize("room", rooms(), ids=str)
@pytest.mark.parametrize("name", ["services", "queries", "rules"])
def test_function_says_what_it_does(room, name):
    silent = [
        key
        for key, node in functions(room, name).items()
        if not key.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []
