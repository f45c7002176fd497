"""Each condition of every item by itself: an application that fails it and no other one."""

import copy
from functools import cache
from random import Random
from typing import Any

import pytest

from linli.engines.catalogue import rules
from linli.foundation.formspec.rules import check
from tests.items.applications import agree, application, city, codes, context, redraw, value

STEPS = 60  # from each beginning
DRAWN = 3  # beginnings of which nothing is taken from the tests beside the definition
MENDED = 6

# Who is neither old nor a child nor disabled is able to work as well: both sentences are said.
NEVER_ALONE = {("B3.13", "group"): {"group", "labour"}}


def verdict(item, answers):
    found = rules.eligibility(item, answers, context=context())
    return found.result, frozenset(one.id for one in found.conditions if one.result is not True)


def beginnings(item):
    """Yield applications to begin with, and what offices wrote down about them."""
    asked = item.form.sections_by_id
    for nth, given in enumerate((*city().given[item.code], *[{}] * DRAWN)):
        rng = Random(nth)
        written = {section: said for section, said in given.items() if section not in asked}
        yield application(item.form, rng, context(), given), written, rng


def changed(item, answers, rng):
    """Return the answers with one to three questions answered anew, or None where it fits not."""
    other = copy.deepcopy(answers)
    for _ in range(rng.choice([1, 1, 2, 3])):
        section = rng.choice(item.form.sections)
        field = rng.choice(section.fields)
        if not field.set:
            other.setdefault(section.id, {})[field.id] = value(field, rng)
    for _ in range(MENDED):
        agree(other)
        checked = check(item.form, other, context=context())
        if not checked.problems:
            return checked.answers
        for wrong in checked.problems:
            other.setdefault(wrong.path.partition(".")[0], {})
            redraw(item.form, other, wrong.path, rng)
    return None


@cache
def alone(code):
    """Return the sets of conditions that failed, each with its answers, by climbing towards all."""
    item = city().items[code]
    found: dict[frozenset[str], Any] = {}
    wanted = {frozenset({one.id}) for one in item.conditions}
    for begun, written, rng in beginnings(item):
        best = begun
        result, failing = verdict(item, best | written)
        if result is False:
            found.setdefault(failing, best | written)
        for _ in range(STEPS):
            if wanted <= found.keys():
                return found
            other = changed(item, best, rng)
            if other is None:
                continue
            result, wrong = verdict(item, other | written)
            if result is False:
                found.setdefault(wrong, other | written)
            if len(wrong) <= len(failing):
                best, failing = other, wrong
    return found


@pytest.mark.parametrize("code", codes())
def test_each_condition_can_fail_alone(code):
    item = city().items[code]
    missing = {one.id for one in item.conditions if frozenset({one.id}) not in alone(code)}
    assert missing == {name for known, name in NEVER_ALONE if known == code}


@pytest.mark.parametrize(("code", "name"), NEVER_ALONE)
def test_what_never_fails_alone_fails_with_what_follows_from_it(code, name):
    assert frozenset(NEVER_ALONE[code, name]) in alone(code)
    assert all(NEVER_ALONE[code, name] <= failed for failed in alone(code) if name in failed)


@pytest.mark.parametrize("code", codes())
def test_what_fails_is_said_in_its_own_sentence(code):
    item = city().items[code]
    words = {one.id: str(one.text) for one in item.conditions}
    assert len(set(words.values())) == len(words)
    for failed, answers in alone(code).items():
        found = rules.eligibility(item, answers, context=context())
        noes = {str(one.text) for one in found.conditions if one.result is False}
        assert found.result is False
        assert noes
        assert noes <= {words[name] for name in failed}
