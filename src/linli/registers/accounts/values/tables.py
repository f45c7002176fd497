"""The tables of posts and of those who hold them, and what their rows can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import Role
from linli.foundation.sheets.values import Column, ColumnType, Sheet

if TYPE_CHECKING:
    from linli.foundation.errors.values import Words

SEATS: tuple[tuple[str, Words], ...] = (("A", "A"), ("B", "B"))
_SEAT = (
    Column(
        "organisation",
        _("Organisation"),
        is_required=True,
        help=_("Its whole name, or its unified social credit code."),
        example=_("Demo Street Office"),
        also=("单位", "单位名称"),
    ),
    Column(
        "role",
        _("Role"),
        ColumnType.CHOICE,
        is_required=True,
        choices=tuple((role.value, role.label) for role in Role),
        example=Role.CLERK.label,
    ),
    Column(
        "title",
        _("Name of the post"),
        help=_("Only where there are several of the same role, such as a window number."),
        example=_("Window 3"),
        most=60,
    ),
    Column(
        "division_code",
        _("Division code of the post"),
        ColumnType.DIVISION,
        help=_("Empty: the whole division of the organisation."),
        example="120101001000",
    ),
)
POSTS = Sheet(
    kind="posts",
    title=_("Posts"),
    intro=_(
        "One post a row. The security administrator fills the posts with the table of holders;"
        " it may be the same file."
    ),
    columns=_SEAT,
)
HOLDERS = Sheet(
    kind="holders",
    title=_("Holders of posts"),
    intro=_(
        "One seat a row: who holds which post, as A or as B, from when to when. The posts and the"
        " accounts must be there."
    ),
    columns=(
        *_SEAT,
        Column(
            "account",
            _("Phone or e-mail of the account"),
            is_required=True,
            example="demo@example.cn",
            most=254,
        ),
        Column(
            "seat",
            _("A or B"),
            ColumnType.CHOICE,
            choices=SEATS,
            help=_("Empty: A."),
            example="A",
        ),
        Column(
            "starts_on",
            _("First day"),
            ColumnType.DATE,
            help=_("Empty: the day on which the table is taken in."),
            example="2026-12-01",
            also=("起", "开始日期"),
        ),
        Column(
            "ends_on",
            _("Last day"),
            ColumnType.DATE,
            help=_("Empty: open."),
            example="2027-11-30",
            also=("止", "结束日期"),
        ),
    ),
)
TABLE_WORDS: dict[str, Words] = {
    "no_organisation": _("No organisation in force has this name or code."),
    "several": _("Several organisations have this name. Please give the social credit code."),
    "not_yours": _("This is not in the divisions of your post."),
    "no_division": _("This division is not in force, or not one of the organisation's."),
    "no_post": _("There is no such post yet. The operator takes in the table of posts first."),
    "no_account": _("Nobody has an account with this phone number or e-mail address."),
    "new_post": _("The post would be made."),
    "new_term": _("Would be appointed."),
}
