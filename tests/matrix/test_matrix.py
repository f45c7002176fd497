"""Every page and every operation of the API × role: who gets what, and that a refusal is silent.

The roles stand in `policies.py`, what each page and operation grants them in `pages.py` and
`operations.py`. All faults of a role are listed at once.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import TestCase, override_settings

from linli.config.demo import city as demonstration
from linli.engines.cases.models import Case, Task
from linli.faces.api.root import api
from linli.foundation.actors.values import SYSTEM
from linli.foundation.calendar import clock
from linli.foundation.calendar import queries as calendar
from linli.foundation.packs import services as packs
from tests import examples as find
from tests.examples import Example
from tests.matrix import city
from tests.matrix.operations import Operation, Town, operations, upload
from tests.matrix.pages import FORMS, NOTHING_THERE, POLICIES
from tests.matrix.policies import OK, SIGN_IN, Policy
from tests.pages import PAGES, patterns
from tests.signing_in import account_of


class MatrixTest(TestCase):
    """A class, because Django then makes the demonstration once for all of its tests."""

    maxDiff = None
    town: Town
    operations: dict[str, Operation]
    methods: dict[str, tuple[str, str]]

    @classmethod
    def setUpClass(cls):
        # Daily roots of the log are files: those of other tests are not ours.
        var = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.enterClassContext(override_settings(VAR=var))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        packs.load(SYSTEM, root=settings.PACK, now=clock.now())
        calendar.forget()
        demonstration.build(now=clock.now())
        city.foreign_numbers.cache_clear()
        city.strangers.cache_clear()
        cls.operations = operations()
        cls.methods = {
            one["operationId"]: (method, path)
            for path, found in api.get_openapi_schema()["paths"].items()
            for method, one in found.items()
        }

    def setUp(self):
        self.town = Town()

    # ── nothing is left out ────────────────────────────────────────────────
    def test_every_page_has_a_policy(self):
        assert sorted(set(patterns()) ^ POLICIES.keys()) == [], "tests/matrix/pages.py"

    def test_every_operation_has_a_policy(self):
        assert sorted(self.methods.keys() ^ self.operations.keys()) == [], "operations.py"

    def test_every_page_has_an_example(self):
        assert [name for name, page in PAGES.items() if page.find() is None] == []

    # ── pages ──────────────────────────────────────────────────────────────
    def test_pages_for_anonymous(self):
        self.pages("anonymous")

    def test_pages_for_another_resident(self):
        self.pages("resident")

    def test_pages_for_the_clerk_of_another_street(self):
        self.pages("street")

    def test_pages_for_another_department_of_the_street(self):
        self.pages("department")

    def test_pages_for_the_holder(self):
        faults = []
        for name, page in PAGES.items():
            found = page.find() or Example()
            expected = POLICIES[name].holder
            account = found.account_id or (account_of(page.role) if page.role else None)
            for method in ("get", "post"):
                answer = self.page(city.browser(account), name, method, found)
                wrong = self.fault(expected, answer, 302)
                if is_other_method(name, method, answer) or name in NOTHING_THERE:
                    wrong = ""
                if method == "get" == page.method and expected == OK:
                    wrong = wrong or self.same(page.status, answer)
                faults += [f"{method} {name}: {wrong}"] if wrong else []
        assert not faults, "\n".join(faults)

    def pages(self, role: str) -> None:
        browser, before, faults = city.browser(city.account(role)), city.state(), []
        for name, page in PAGES.items():
            found = page.find() or Example()
            expected = getattr(POLICIES[name], role)
            for method in ("get", "post"):
                answer = self.page(browser, name, method, found, undo=expected == OK)
                wrong = self.fault(expected, answer, 302)
                if is_other_method(name, method, answer) and expected != SIGN_IN:
                    wrong = ""
                wrong = wrong or city.leaks(role, answer, is_refused=expected != OK)
                faults += [f"{method} {name}: {wrong}"] if wrong else []
        faults += self.changed(before)
        assert not faults, "\n".join(faults)

    def page(self, browser, name, method, found, *, undo=True):
        address = PAGES[name].address(name, found)
        data = FORMS.get(name, {}) if method == "post" else {}
        if not undo:
            return getattr(browser, method)(address, data)
        with city.undone():
            return getattr(browser, method)(address, data)

    # ── operations ─────────────────────────────────────────────────────────
    def test_operations_for_anonymous(self):
        self.calls("anonymous")

    def test_operations_for_another_resident(self):
        self.calls("resident")

    def test_operations_for_the_clerk_of_another_street(self):
        self.calls("street")

    def test_operations_for_another_department_of_the_street(self):
        self.calls("department")

    def test_operations_for_the_holder(self):
        faults = []
        for name, operation in self.operations.items():
            found = operation.owner() if operation.owner else None
            browser = city.browser(found.account_id if found else account_of(operation.role))
            with city.undone():
                answer = self.call(browser, name, operation)
            wrong = self.fault(OK, answer, 401) if operation.finds else ""
            faults += [f"{name}: {wrong} {answer.content.decode()[:300]}"] if wrong else []
        assert not faults, "\n".join(faults)

    def calls(self, role: str) -> None:
        browser, before, faults = city.browser(city.account(role)), city.state(), []
        for name, operation in self.operations.items():
            expected = getattr(operation.policy, role)
            if expected == OK:
                with city.undone():
                    answer = self.call(browser, name, operation)
            else:
                answer = self.call(browser, name, operation)
            wrong = self.fault(expected, answer, 401)
            wrong = wrong or city.leaks(role, answer, is_refused=expected != OK)
            faults += [f"{name}: {wrong}"] if wrong else []
        faults += self.changed(before)
        assert not faults, "\n".join(faults)

    def call(self, browser, name, operation):
        method, path = self.methods[name]
        address = path.format(**operation.keys(self.town)) + operation.query
        if operation.is_upload:
            beside = operation.body(self.town) if operation.body else {}
            given = {"file": upload(), **beside}
            return browser.post(address, given, headers=operation.headers)
        body = json.dumps(operation.body(self.town)) if operation.body else ""
        answer = browser.generic(
            method.upper(), address, body, "application/json", headers=operation.headers
        )
        b"".join(answer if answer.streaming else ())  # a file is closed once it was read
        return answer

    # ── sealed ─────────────────────────────────────────────────────────────
    def test_a_sealed_case_is_shut_to_its_own_office_without_the_compartment(self):
        found = find.a_task(act="claim")()
        assert found
        Case.objects.filter(public_id=found.kwargs["case_id"]).update(compartment="minors")
        browser, faults = city.browser(account_of("clerk")), []
        for name in ("case", "receipt", "reveal", "supplement", "act"):
            wanted = PAGES[f"desk:cases:{name}"].address(
                f"desk:cases:{name}", Example(kwargs_of(name, found.kwargs))
            )
            answer = browser.post(wanted, FORMS.get(f"desk:cases:{name}", {}))
            faults += [name] if answer.status_code != 404 else []
        claimed = browser.post(f"/api/v1/tasks/{found.kwargs['task_id']}/claim")

        assert (faults, claimed.status_code) == ([], 404)
        assert Task.objects.get(public_id=found.kwargs["task_id"]).holder_id is None

    # ── helpers ────────────────────────────────────────────────────────────
    def fault(self, expected: str, answer: Any, signed_out: int) -> str:
        location = answer.headers.get("Location", "")
        return city.fault(expected, answer.status_code, signed_out=signed_out, location=location)

    def same(self, status: int, answer: Any) -> str:
        return "" if answer.status_code == status else f"{answer.status_code} instead of {status}"

    def changed(self, before: dict[str, str]) -> list[str]:
        after = city.state()
        return [f"a refusal changed {name}" for name in before if before[name] != after[name]]


def is_other_method(name: str, method: str, answer: Any) -> bool:
    """Say whether a page was asked in a way that it does not know: 405 tells nothing."""
    return answer.status_code == 405 and (method == "post" or PAGES[name].method == "post")


def kwargs_of(name: str, kwargs: Any) -> dict[str, Any]:
    """Return the part of an example that an address takes."""
    wanted = {"case_id"} | ({"task_id"} if name in {"supplement", "act"} else set())
    return {key: kwargs[key] for key in kwargs if key in wanted or name == key == "act"}


def test_a_policy_names_every_role():
    assert set(city.OUTSIDE) | {"holder"} == set(Policy.__dataclass_fields__)
