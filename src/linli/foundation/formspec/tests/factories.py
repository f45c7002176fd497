"""Forms that name a situation."""

from datetime import UTC, date, datetime
from uuid import UUID

from linli.foundation.files.values import FileType, FileView
from linli.foundation.formspec.schemas import Form
from linli.foundation.formspec.values import Context, Localised, Registers

TODAY = date(2026, 11, 23)
PROOF = "4f0c2a00-0000-4000-8000-000000000001"
HELD = {"purpose": "decide", "readers": "handlers", "keep": "item"}
PLACES = {
    "": [("120101000000", Localised("和平区", "Heping")), ("120102000000", Localised("河东区"))],
    "120101000000": [("120101001000", Localised("劝业场街道", "Quanyechang"))],
    "120101001000": [("120101001001", Localised("花园路社区", "Huayuanlu"))],
}


CLOSED = {"120101001009": Localised("旧社区", "Old community")}


def names_of(codes, in_force_only):
    known = {code: name for listed in PLACES.values() for code, name in listed}
    known |= {} if in_force_only else CLOSED
    return {code: name for code, name in known.items() if code in codes}


def stored(*names, content_type=FileType.PDF):
    """Return files as the room that stores them hands them over, by id: PROOF and those after."""
    ids = [PROOF[:-1] + str(number) for number in range(1, len(names) + 1)]
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return {
        one: FileView(UUID(one), name, content_type, 10, "", at)
        for one, name in zip(ids, names, strict=True)
    }


def context(**more):
    registers = more.pop(
        "registers",
        Registers(divisions=lambda above, _level: PLACES.get(above, []), place_names=names_of),
    )
    return Context(today=TODAY, registers=registers, **more)


def section(*fields, name="card", **more):
    return {
        "section": name,
        "title": {"zh": "一节", "en": "Section"},
        "fields": list(fields),
        **HELD,
        **more,
    }


def field(name, kind, **more):
    return {"id": name, "type": kind, "ask": {"zh": "问" + name, "en": "Ask " + name}, **more}


def form(*fields, **more):
    return Form.model_validate({"sections": [section(*fields)], **more})


def with_every_type(**more):
    """Return a form that has one of each, all asked without conditions."""
    return form(
        field("name", "text"),
        field("story", "long_text"),
        field("rooms", "number", min=0, max=99),
        field("area", "number", decimals=2, unit={"zh": "平方米", "en": "m²"}),
        field("rent", "money", max=100000),
        field("born", "date", not_before="1900-01-01", not_after="today"),
        field("stay", "period"),
        field("grade", "choice", options=[1, 2, 3, 4]),
        field("needs", "choices", options=["ramp", "lift"], max=2),
        field("works", "yes_no"),
        field("card", "identity"),
        field("phone", "phone"),
        field("home", "division"),
        field("carer", "person"),
        field("child", "household_member", parts=["name", "relation", "birth_date"]),
        field("family", "table", of="household_member", parts=["name", "income"]),
        field("proof", "file"),
        field("agree", "consent"),
        **more,
    )


def answers():
    """Return answers that are right in every field of `with_every_type`."""
    return {
        "card": {
            "name": "𠮷田 👨‍👩‍👧",
            "story": "一\n二",
            "rooms": 3,
            "area": "61.5",
            "rent": 186050,
            "born": "1960-02-29",
            "stay": {"start": "2020-01-01", "end": "2021-01-01"},
            "grade": 2,
            "needs": ["lift"],
            "works": False,
            "card": {"type": "resident_id", "number": "12010119600229123X"},
            "phone": "13812345678",
            "home": {"code": "120101001001", "detail": "花园路1号"},
            "carer": {
                "name": "李四",
                "identity": {"type": "passport", "number": "E12345678"},
                "phone": "02223456789",
            },
            "child": {"name": "李小", "relation": "child", "birth_date": "2015-06-01"},
            "family": [{"name": "王五", "income": 100000}, {"name": "王六", "income": 50}],
            "proof": [PROOF],
            "agree": True,
        }
    }
