"""Who works in the demonstration city, on which post, and what they see."""

from __future__ import annotations

from dataclasses import dataclass

from linli.config.demo.neighbours import MAIL
from linli.foundation.actors.values import Role
from linli.registers.organisations.values import Function
from linli.registers.places.values import Level

# Printed on every start: the demonstration is for everybody who can reach it, and for nobody else.
PASSWORD = "haihe-bridge-demo"  # noqa: S105 - no secret
CITY, HEPING, BAODI = "120000000000", "120101000000", "120115000000"
STREET, TOWN, COMMUNITY = "120101001000", "120115101000", "120101001001"


@dataclass(frozen=True)
class Seat:
    """Somebody at work: a role in the organisation with a function at a level of a division."""

    login: str
    name: str
    role: Role
    function: Function
    level: Level
    division: str
    sees: str
    is_backup: bool = False
    compartments: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """Return the address to sign in with."""
        return f"{self.login}@{MAIL}"


_OFFICER, _LEADER = Role.DEPARTMENT_OFFICER, Role.STREET_OFFICER
SPECIAL = ("special_families",)
_COUNTER = (Role.CLERK, Function.STREET_OFFICE, Level.STREET)
STAFF = (
    Seat(
        "clerk", "赵甲", *_COUNTER, STREET, "counter of Quanyechang Street: queue, intake, people"
    ),
    Seat("clerk2", "钱乙", *_COUNTER, STREET, "the same counter, as stand-in", is_backup=True),
    Seat(
        "community",
        "孙丙",
        *(Role.COMMUNITY_WORKER, Function.COMMITTEE, Level.COMMUNITY, COMMUNITY),
        "people of Huayuan Road community",
    ),
    Seat(
        "agent",
        "李丁",
        *(Role.AGENT, Function.STREET_OFFICE, Level.STREET, STREET),
        "applies for people of the street who are present",
    ),
    Seat(
        "street",
        "周戊",
        *(_LEADER, Function.STREET_OFFICE, Level.STREET, STREET),
        "line of the street, returned tasks, call-backs, under-14 requests",
    ),
    Seat(
        "health",
        "吴己",
        *(_OFFICER, Function.HEALTH_CENTRE, Level.STREET, STREET),
        "family doctors of the street",
    ),
    Seat(
        "federation",
        "郑庚",
        *(_OFFICER, Function.DISABLED_FEDERATION, Level.DISTRICT, HEPING),
        "disability cards of Heping district",
    ),
    Seat(
        "civil",
        "王辛",
        *(_OFFICER, Function.CIVIL_AFFAIRS, Level.DISTRICT, HEPING),
        "decides allowances of Heping district",
    ),
    Seat(
        "civil2",
        "王未",
        *(_OFFICER, Function.CIVIL_AFFAIRS, Level.DISTRICT, HEPING),
        "the same office, as stand-in: closes payment lists that a colleague made",
        is_backup=True,
    ),
    Seat(
        "justice",
        "冯壬",
        *(_OFFICER, Function.JUSTICE, Level.DISTRICT, HEPING),
        "decides legal aid of Heping district",
    ),
    Seat(
        "district",
        "陈癸",
        *(Role.DISTRICT_LEADER, Function.GOVERNMENT, Level.DISTRICT, HEPING),
        "every office of Heping district, call-backs",
    ),
    Seat("town", "褚子", *_COUNTER, TOWN, "counter of Dakoutun Town: queue, intake, people"),
    Seat("town2", "卫丑", *_COUNTER, TOWN, "the same counter, as stand-in", is_backup=True),
    Seat(
        "town-leader",
        "蒋寅",
        *(_LEADER, Function.STREET_OFFICE, Level.STREET, TOWN),
        "line of the town, returned tasks, call-backs",
    ),
    Seat(
        "town-health",
        "沈卯",
        *(_OFFICER, Function.HEALTH_CENTRE, Level.STREET, TOWN),
        "family doctors of the town",
    ),
    Seat(
        "baodi-federation",
        "韩辰",
        *(_OFFICER, Function.DISABLED_FEDERATION, Level.DISTRICT, BAODI),
        "disability cards of Baodi district",
    ),
    Seat(
        "baodi-civil",
        "杨巳",
        *(_OFFICER, Function.CIVIL_AFFAIRS, Level.DISTRICT, BAODI),
        "decides allowances of Baodi district",
    ),
    Seat(
        "baodi-justice",
        "朱午",
        *(_OFFICER, Function.JUSTICE, Level.DISTRICT, BAODI),
        "decides legal aid of Baodi district",
    ),
    Seat(
        "city",
        "秦未",
        *(Role.CITY_LEADER, Function.GOVERNMENT, Level.CITY, CITY),
        "every office of the city",
    ),
    Seat(
        "auditor",
        "尤申",
        *(Role.AUDITOR, Function.GOVERNMENT, Level.CITY, CITY),
        "the log, and every case to read",
    ),
    Seat(
        "security",
        "许酉",
        *(Role.SECURITY_ADMINISTRATOR, Function.GOVERNMENT, Level.CITY, CITY),
        "accounts and who holds which post",
    ),
    Seat(
        "operator",
        "何戌",
        *(Role.OPERATOR, Function.GOVERNMENT, Level.CITY, CITY),
        "posts, organisations, places, background work",
    ),
    Seat(
        "special",
        "吕亥",
        *_COUNTER,
        STREET,
        "sealed: special families of Quanyechang Street, seen by nobody beside",
        compartments=SPECIAL,
    ),
    Seat(
        "community-special",
        "施寅",
        *(Role.COMMUNITY_WORKER, Function.COMMITTEE, Level.COMMUNITY, COMMUNITY),
        "sealed: special families of Huayuan Road community",
        compartments=SPECIAL,
    ),
    Seat(
        "health-special",
        "孔卯",
        *(_OFFICER, Function.HEALTH_CENTRE, Level.STREET, STREET),
        "sealed: family doctors of special families of the street",
        compartments=SPECIAL,
    ),
    Seat(
        "district-health",
        "严启",
        *(_OFFICER, Function.HEALTH, Level.DISTRICT, HEPING),
        "allowances for small children in Heping district",
    ),
    Seat(
        "baodi-farms",
        "曹辰",
        *(_OFFICER, Function.AGRICULTURE, Level.DISTRICT, BAODI),
        "advice on fields and animals in Baodi district",
    ),
)
# Residents who can sign in with the password, and what they see.
RESIDENTS = {
    "resident": "proven; a household, a child of 8, a mandate of her mother, cases, drafts",
    "helper": "proven; acts for neighbours who gave her a mandate",
    "newcomer": "a phone and an address only, nothing proven; two cases of her own",
}
