"""The cast: one small city and the people in it, the same for every room.

`city` has three streets in two districts. Everybody is an `Actor` as the middleware builds it:

- residents: `resident` (phone confirmed, nothing proven), `proven_resident` and
  `other_resident` (each with a person)
- Quanyechang street in Heping: `clerk`, `street_officer`, `community_worker` (its first community),
  `neighbour_officer` (its health centre: same street, other organisation)
- Xiaobailou street in Heping: `other_clerk`
- Heping district: `civil_affairs_officer`, `federation_officer`, `justice_officer`,
  `district_leader`
- the whole city: `auditor`, `operator`, `security_administrator`
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation

from linli.engines.catalogue.queries import memory
from linli.foundation.actors.values import Actor, Proof, Role
from linli.registers.accounts.tests import factories as accounts
from linli.registers.organisations.tests import factories as organisations

if TYPE_CHECKING:
    from linli.registers.organisations.tests.factories import City

ClientFor = Callable[[Actor], Client]


@pytest.fixture
def city(db: None) -> City:
    """Build two districts, three streets and four communities with their organisations."""
    return organisations.small_city()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Let no test see what a process remembered of the one before, its language included."""
    memory.forget()
    translation.deactivate()


# ── residents ──────────────────────────────────────────────────────────────
@pytest.fixture
def resident(db: None) -> Actor:
    """Has an account with a confirmed phone; nobody has seen a document yet."""
    return accounts.resident("resident", phone="13800138001")


@pytest.fixture
def proven_resident(city: City) -> Actor:
    """Lives in the first community of Quanyechang street and has shown a card at the counter."""
    return accounts.resident(
        "proven", phone="13800138002", person="李秀英", living=city.community, proof=Proof.COUNTER
    )


@pytest.fixture
def other_resident(city: City) -> Actor:
    """Somebody else, proven too, in Xiaobailou street."""
    return accounts.resident(
        "other",
        phone="13800138003",
        person="王建国",
        living=city.other_community,
        proof=Proof.COUNTER,
    )


# ── the street ─────────────────────────────────────────────────────────────
@pytest.fixture
def clerk(city: City) -> Actor:
    """At the counter of Quanyechang street office."""
    return accounts.staff("赵敏", Role.CLERK, city.office, city.street)


@pytest.fixture
def other_clerk(city: City) -> Actor:
    """At the counter of Xiaobailou street office."""
    return accounts.staff("钱进", Role.CLERK, city.other_office, city.other_street)


@pytest.fixture
def street_officer(city: City) -> Actor:
    """Leads Quanyechang street office."""
    return accounts.staff("孙平", Role.STREET_OFFICER, city.office, city.street)


@pytest.fixture
def community_worker(city: City) -> Actor:
    """In the committee of the first community of Quanyechang street."""
    return accounts.staff("周舟", Role.COMMUNITY_WORKER, city.committee, city.community)


@pytest.fixture
def neighbour_officer(city: City) -> Actor:
    """In the health centre of Quanyechang street: same street, other organisation."""
    return accounts.staff("吴桐", Role.DEPARTMENT_OFFICER, city.health_centre, city.street)


# ── the district ───────────────────────────────────────────────────────────
@pytest.fixture
def civil_affairs_officer(city: City) -> Actor:
    """In Heping civil affairs bureau."""
    return accounts.staff("郑宁", Role.DEPARTMENT_OFFICER, city.civil_affairs, city.district)


@pytest.fixture
def federation_officer(city: City) -> Actor:
    """In Heping disabled persons' federation."""
    return accounts.staff("冯远", Role.DEPARTMENT_OFFICER, city.federation, city.district)


@pytest.fixture
def justice_officer(city: City) -> Actor:
    """In Heping justice bureau."""
    return accounts.staff("陈正", Role.DEPARTMENT_OFFICER, city.justice, city.district)


@pytest.fixture
def district_leader(city: City) -> Actor:
    """In Heping district government."""
    return accounts.staff("褚亮", Role.DISTRICT_LEADER, city.district_government, city.district)


# ── the whole city ─────────────────────────────────────────────────────────
@pytest.fixture
def auditor(city: City) -> Actor:
    """Audits everything and changes nothing."""
    return accounts.staff("卫明", Role.AUDITOR, city.government, city.code)


@pytest.fixture
def operator(city: City) -> Actor:
    """Keep the platform running: packs, organisations, posts."""
    return accounts.staff("蒋楠", Role.OPERATOR, city.government, city.code)


@pytest.fixture
def security_administrator(city: City) -> Actor:
    """Appoints and ends terms."""
    return accounts.staff("沈安", Role.SECURITY_ADMINISTRATOR, city.government, city.code)


@pytest.fixture
def client_for(db: None) -> ClientFor:
    """Return what makes a signed-in browser: `client_for(clerk).get(...)`."""
    return accounts.browser_of
