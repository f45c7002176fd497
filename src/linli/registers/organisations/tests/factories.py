"""A small city with real names for tests."""

from __future__ import annotations

from dataclasses import dataclass

from linli.registers.organisations.models import Organisation
from linli.registers.organisations.values import Function, Kind
from linli.registers.places.tests.factories import SINCE, divisions
from linli.registers.places.values import Level, ancestor, level_of

DIVISIONS = {
    "120000000000": "天津市",
    "120101000000": "和平区",
    "120101001000": "劝业场街道",
    "120101001001": "花园路社区居委会",
    "120101001002": "滨西社区居委会",
    "120101002000": "小白楼街道",
    "120101002002": "泰安道社区居委会",
    "120115000000": "宝坻区",
    "120115101000": "大口屯镇",
    "120115101201": "镇东村委会",
}

# (function, kind, name by the name of the division, function and level of the superior)
_CITY = ((Function.GOVERNMENT, Kind.STATE_ORGAN, "{0}人民政府", None),)
_DISTRICT = (
    (Function.GOVERNMENT, Kind.STATE_ORGAN, "天津市{0}人民政府", (Function.GOVERNMENT, Level.CITY)),
    *(
        (function, kind, name, (Function.GOVERNMENT, Level.DISTRICT))
        for function, kind, name in (
            (Function.CIVIL_AFFAIRS, Kind.STATE_ORGAN, "天津市{0}民政局"),
            (Function.DISABLED_FEDERATION, Kind.MASS_ORGANISATION, "天津市{0}残疾人联合会"),
            (Function.JUSTICE, Kind.STATE_ORGAN, "天津市{0}司法局"),
            (Function.HEALTH, Kind.STATE_ORGAN, "天津市{0}卫生健康委员会"),
        )
    ),
)
_STREET = (
    (Function.STREET_OFFICE, Kind.STATE_ORGAN, "{0}办事处", (Function.GOVERNMENT, Level.DISTRICT)),
    (
        Function.HEALTH_CENTRE,
        Kind.PUBLIC_INSTITUTION,
        "{0}社区卫生服务中心",
        (Function.HEALTH, Level.DISTRICT),
    ),
)
_COMMUNITY = (
    (Function.COMMITTEE, Kind.SELF_GOVERNING, "{0}", (Function.STREET_OFFICE, Level.STREET)),
)
_BY_LEVEL = {
    Level.CITY: _CITY,
    Level.DISTRICT: _DISTRICT,
    Level.STREET: _STREET,
    Level.COMMUNITY: _COMMUNITY,
}


@dataclass(frozen=True)
class City:
    """Codes of divisions and ids of organisations by what they are in the tests."""

    organisations: dict[tuple[str, str], int]  # (function, division code) → id
    divisions: dict[str, int]  # code → id
    code: str = "120000000000"
    district: str = "120101000000"
    other_district: str = "120115000000"
    street: str = "120101001000"
    other_street: str = "120101002000"
    township: str = "120115101000"
    community: str = "120101001001"
    second_community: str = "120101001002"
    other_community: str = "120101002002"
    village: str = "120115101201"

    def org(self, function: str, code: str) -> int:
        """Return the id of the organisation with a function for exactly this division."""
        return self.organisations[function, code]

    @property
    def government(self) -> int:
        """The city's government."""
        return self.org("government", self.code)

    @property
    def district_government(self) -> int:
        """The government of Heping."""
        return self.org("government", self.district)

    @property
    def civil_affairs(self) -> int:
        """The civil affairs bureau of Heping."""
        return self.org("civil_affairs", self.district)

    @property
    def federation(self) -> int:
        """The disabled persons' federation of Heping."""
        return self.org("disabled_federation", self.district)

    @property
    def justice(self) -> int:
        """The justice bureau of Heping."""
        return self.org("justice", self.district)

    @property
    def office(self) -> int:
        """The office of Quanyechang street."""
        return self.org("street_office", self.street)

    @property
    def other_office(self) -> int:
        """The office of Xiaobailou street."""
        return self.org("street_office", self.other_street)

    @property
    def health_centre(self) -> int:
        """The health centre of Quanyechang street."""
        return self.org("health_centre", self.street)

    @property
    def committee(self) -> int:
        """The committee of the first community of Quanyechang street."""
        return self.org("committee", self.community)


def small_city() -> City:
    """Insert the city: nine statements."""
    made = divisions(DIVISIONS)
    ids: dict[tuple[str, str], int] = {}
    for batch in _batches():
        rows = []
        for code, (function, kind, name, superior) in batch:
            parent = ids[superior[0], _above(code, superior[1])] if superior else None
            rows.append(
                Organisation(
                    name=name.format(DIVISIONS[code]),
                    name_en=f"{made[code].name_en} {Function(function).label}",
                    function=function,
                    kind=kind,
                    level=level_of(code),
                    division=made[code],
                    parent_id=parent,
                    template=function,
                    valid_from=SINCE,
                )
            )
        Organisation.objects.bulk_create(rows)
        ids |= {(row.function, row.division.code): row.pk for row in rows}
    return City(ids, {code: row.pk for code, row in made.items()})


def _batches():
    """Organisations in an order in which superiors come first."""
    for level, kinds in _BY_LEVEL.items():
        codes = [code for code in DIVISIONS if level_of(code) is level]
        here = [kind for kind in kinds if kind[3] is None or kind[3][1] < level]
        first = [
            kind
            for kind in kinds
            if kind not in here and kind[3] and kind[3][0] == Function.GOVERNMENT
        ]
        rest = [kind for kind in kinds if kind not in here and kind not in first]
        for batch in (here, first, rest):
            if batch:
                yield [(code, kind) for code in codes for kind in batch]


def _above(code: str, level: Level) -> str:
    return ancestor(code, level)
