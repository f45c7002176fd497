"""A table that a clerk uploaded and looks at, and a list of which the federation keyed one line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from linli.engines.lists import queries as lists
from linli.engines.lists import services as keying
from linli.foundation.sheets import services as sheets
from linli.foundation.sheets import texts
from linli.registers.people.queries import make_resident_number

if TYPE_CHECKING:
    from datetime import datetime

    from linli.config.demo.town import Town

HEADINGS = ("姓名", "证件号码", "出生日期", "联系电话", "居住地代码", "居住地址", "备注")
ELSEWHERE = "120115101201"
LISTED = "cdpf_allowances"
OFFICE = "federation"


def people_to_come(town: Town, now: datetime) -> None:
    """Upload a table of people: two are new, one is known, the others have faults."""
    known = town.neighbour("陈桂芳")
    here, door = known.place, "新兴里3号"

    def number(born: date, order: int) -> str:
        return make_resident_number("120101", born, order)

    rows = (
        ("苗秀兰", number(date(1951, 4, 9), 2), "", "13820001234", here, door, ""),
        ("苗建军", number(date(1978, 10, 2), 1), "1978年10月2日", "", here, door, "苗秀兰之子"),
        (known.name, known.number, "", "", here, "", "已登记"),
        ("田小雨", "1.20101E+17", "", "", here, door, ""),
        ("田大明", number(date(1960, 2, 3), 3), "1960年2月30日", "12345", here, door, ""),
        ("高远", number(date(1985, 6, 7), 5), "", "", ELSEWHERE, "", "外区"),
    )
    upload = SimpleUploadedFile("新兴里人员.csv", texts.write(HEADINGS, rows))
    sheets.take(town.staff("clerk"), kind="people", upload=upload, now=now)


def keyed_today(town: Town, now: datetime) -> None:
    """Tick off one line of the list of allowances; the others stay open."""
    officer = town.staff(OFFICE)
    _list, rows, _more = lists.lines(officer, list_code=LISTED, now=now)
    for row in rows:
        if not lists.line(officer, line_id=row.public_id, now=now).is_closed:
            keying.tick(officer, line_id=row.public_id, number="TJ-HP-0001", now=now)
            return
