"""Every component in every state, for people, pictures and tests to look at.

Served only where `DEBUG` is on or `LINLI_STYLEGUIDE=1`. The samples are no messages of the product,
so they are written here in both languages and not in the catalogue.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import translation

from linli.foundation.errors.values import Problem
from linli.foundation.ui.fields import date_parts
from linli.foundation.ui.values import (
    FieldView,
    KeptFile,
    LinkView,
    OptionView,
    RowView,
    TimelineView,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NOON = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)


@login_not_required
def page(request: HttpRequest, face: str = "portal") -> HttpResponse:
    """Show everything in the layout of a face."""
    if not (settings.DEBUG or os.environ.get("LINLI_STYLEGUIDE") == "1"):
        raise Http404
    return render(request, f"ui/styleguide/{face}.html", samples())


def samples() -> dict[str, Any]:
    """Return what the page shows."""
    groups = [(kind, _states(view)) for kind, view in _fields()]
    numbers = Paginator(range(10_000), 25)
    return {
        "groups": groups,
        "problems": [
            Problem("sample.text-error", "required", _say("请填写您的姓名", "Enter your name")),
            Problem(
                "sample.date-error",
                "date",
                _say("这一天不存在，请看看月份和日期", "There is no such day"),
            ),
            Problem("", "conflict", _say("这份申请已在另一处改过", "This was changed elsewhere")),
        ],
        "rows": _rows(),
        "entries": _entries(),
        "no_entries": (),
        "pages": (numbers.page(1), numbers.page(7), numbers.page(400)),
        "links": _links(),
        "moment": NOON,
        "fen": (0, 186000, 186050, -5000, 123456789),
        "table": [
            (f"LL2026112{n}-7QK{n}", _say("残疾人补贴", "Disability allowance"), n)
            for n in range(8)
        ],
        "long": _long(),
    }


def _say(zh: str, en: str) -> str:
    return en if (translation.get_language() or "").startswith("en") else zh


def _long() -> str:
    return _say(
        "困难残疾人生活补贴和重度残疾人护理补贴（首次申请、户籍迁入、残疾等级变化后重新申请）",
        "Living allowance for disabled people in hardship and care allowance for severe disability "
        "(first application, after moving here, or after a change of grade)",
    )


def _option(value: str, zh: str, en: str, *, hint: str = "") -> OptionView:
    return OptionView(value, _say(zh, en), hint=hint)


def _many() -> tuple[OptionView, ...]:
    names = (
        "和平区",
        "河东区",
        "河西区",
        "南开区",
        "河北区",
        "红桥区",
        "东丽区",
        "西青区",
        "津南区",
    )
    return tuple(OptionView(f"12010{n}000000", name) for n, name in enumerate(names))


def _fields() -> list[tuple[str, FieldView]]:
    grades = (
        _option("1", "一级", "First"),
        _option("2", "二级", "Second"),
        _option(
            "3",
            "三级",
            "Third",
            hint=_say("智力、精神残疾也可以申请护理补贴", "Some may have the care allowance too"),
        ),
    )
    yes_no = (_option("yes", "是", "Yes"), _option("no", "否", "No"))
    types = (
        _option("id_card", "居民身份证", "Identity card"),
        _option("passport", "护照", "Passport"),
    )
    why = _say("用来算补贴从哪个月发起。", "From it we work out the first month.")

    def view(kind: str, zh: str, en: str, **more: Any) -> FieldView:
        return FieldView(kind=kind, name=f"sample.{kind}", label=_say(zh, en), **more)

    name = view(
        "text", "姓名", "Name", hint=_say("和证件上一样", "As on your card"), autocomplete="name"
    )
    code = view("text", "号码", "Number")
    return [
        ("text", name),
        ("long_text", view("long_text", "家里有什么难处", "What is hard at home", maxlength=500)),
        (
            "number",
            view(
                "number",
                "家里几口人",
                "People at home",
                suffix=_say("人", "people"),
                inputmode="numeric",
            ),
        ),
        ("money", view("money", "每月收入", "Monthly income", example="1,860")),
        ("date", view("date", "发证日期", "Date of issue", example="2019 8 15", help=why)),
        ("period", view("period", "住院时间", "Time in hospital", parts=_period())),
        ("choice", view("choice", "残疾等级", "Grade", options=grades)),
        ("choice_many", view("choice", "居住的区", "District", options=_many())),
        (
            "choices",
            view(
                "choices",
                "已经享受的待遇",
                "What you receive already",
                options=grades,
                is_required=False,
            ),
        ),
        ("yes_no", view("yes_no", "住在养老院吗？", "Do you live in a home?", options=yes_no)),
        (
            "identity",
            view(
                "identity",
                "证件",
                "Identity document",
                parts=(
                    replace(
                        view("select", "证件类型", "Kind", options=types),
                        name="sample.identity.type",
                    ),
                    replace(code, name="sample.identity.number"),
                ),
            ),
        ),
        ("phone", view("phone", "手机号", "Mobile number", example="138 1234 5678")),
        (
            "division",
            view(
                "division",
                "户口在哪里",
                "Registered residence",
                parts=(
                    replace(
                        view("select", "区", "District", options=_many()),
                        name="sample.division.district",
                    ),
                    replace(
                        view("select", "街道或乡镇", "Street or township", options=_many()[:3]),
                        name="sample.division.street",
                    ),
                    FieldView(
                        "choose", "sample.division.choose", _say("显示下一级", "Next list"), "1"
                    ),
                    replace(view("text", "门牌号", "House number"), name="sample.division.detail"),
                ),
            ),
        ),
        (
            "table",
            view(
                "table",
                "家里人",
                "Household",
                columns=(_say("姓名", "Name"), _say("年龄", "Age")),
                rows=tuple(
                    (
                        replace(name, name=f"sample.table.{n}.name", hint=""),
                        FieldView(
                            "number", f"sample.table.{n}.age", _say("年龄", "Age"), value=70 - n
                        ),
                    )
                    for n in range(2)
                ),
            ),
        ),
        ("file", view("file", "表格", "Form", accept=".xlsx")),
        (
            "files",
            view(
                "files",
                "残疾人证照片",
                "Photograph of the card",
                value=(KeptFile("1", "残疾人证.jpg", "#"), KeptFile("2", "背面.pdf", "#")),
                hint=_say("照片或 PDF，不超过 10 MB", "Picture or PDF, at most 10 MB"),
                accept=".pdf,.jpg",
            ),
        ),
        (
            "consent",
            view(
                "consent",
                "我同意街道向残联核对我的残疾人证",
                "The street may check my card with the federation",
                help=why,
            ),
        ),
        (
            "password",
            view(
                "password", "密码", "Password", hint=_say("至少 12 个字", "At least 12 characters")
            ),
        ),
        ("email", view("email", "电子邮箱", "E-mail address", is_required=False)),
        ("select", view("select", "街道", "Street", options=_many())),
        ("day", view("day", "从哪一天起", "From which day")),
    ]


def _period() -> tuple[FieldView, ...]:
    named = (("from", _say("从", "From")), ("to", _say("到", "To")))
    return tuple(
        FieldView(
            "date", f"sample.period.{key}", label, parts=date_parts(f"sample.period.{key}", "")
        )
        for key, label in named
    )


def _states(view: FieldView) -> list[FieldView]:
    """Return a field empty, wrong, long, and read-only."""
    wrong = _say(
        "请看看这里：没有填，或者和证件不一样", "Please look here: empty, or not as on the card"
    )
    return [
        view,
        _renamed(
            view, "error", error=wrong, hint=view.hint or _say("和证件上一样", "As on your card")
        ),
        _renamed(view, "long", label=_long(), hint=_long(), help=_long()),
        _renamed(view, "readonly", is_readonly=True, value=view.value or ""),
    ]


def _renamed(view: FieldView, state: str, **changes: Any) -> FieldView:
    def named(part: FieldView) -> FieldView:
        return replace(
            part,
            name=part.name.replace("sample.", f"sample.{state}.", 1),
            parts=tuple(map(named, part.parts)),
            rows=tuple(tuple(map(named, row)) for row in part.rows),
        )

    name = f"{view.name}-{state}"
    return replace(named(view), name=name, **changes)


def _rows() -> tuple[RowView, ...]:
    return (
        RowView(_say("姓名", "Name"), _say("陈秀兰", "Chen Xiulan"), "#change"),
        RowView(_say("证件号码", "Number"), "12**************24", "#change"),
        RowView(_say("残疾等级", "Grade"), "", "#change", is_missing=True),
        RowView(_say("事项", "Item"), _long()),
    )


def _entries() -> tuple[TimelineView, ...]:
    return (
        TimelineView(
            _say("补贴从12月开始发放，每月1,860元", "Paid from December, ¥1,860 a month"),
            NOON,
            _say("打到您尾号 0031 的卡上。", "To your card ending 0031."),
            _say("河西区民政局", "Hexi civil affairs"),
            "good",
        ),
        TimelineView(
            _say("街道请您补一份材料", "The street asks for one more paper"),
            NOON - timedelta(days=3),
            _say("残疾人证背面的照片", "The back of the card"),
            "",
            "warn",
        ),
        TimelineView(
            _say("街道已受理", "The street has accepted it"), NOON - timedelta(days=5), by=_long()
        ),
        TimelineView(_say("您提交了申请", "You sent the application"), NOON - timedelta(days=330)),
    )


def _links() -> tuple[LinkView, ...]:
    return (
        LinkView(_say("全部", "All"), "#all", is_current=True),
        LinkView(_say("快到期", "Due soon"), "#soon", count=3),
        LinkView(_say("已过期", "Overdue"), "#late", count=12),
    )
