"""The table of people, and what its rows can be told."""

from django.utils.translation import gettext_lazy as _

from linli.foundation.errors.values import Words
from linli.foundation.formspec.values import DocumentType
from linli.foundation.sheets.values import Column, ColumnType, Sheet
from linli.registers.people.values.persons import Sex

KIND = "people"
# Shared by every table that finds somebody by a document.
DOCUMENT_TYPE = Column(
    "document_type",
    _("Kind of document"),
    ColumnType.CHOICE,
    choices=tuple((one.value, one.label) for one in DocumentType),
    help=_("Empty: resident identity card."),
    example=DocumentType.RESIDENT_ID.label,
)
PEOPLE = Sheet(
    kind=KIND,
    title=_("People"),
    intro=_(
        "One person a row, found by the number of the document. Who is registered already is"
        " compared and left as they are. New ones count as not proven until they show a document."
    ),
    key=("document_type", "number"),
    columns=(
        Column(
            "name",
            _("Name"),
            is_required=True,
            example=_("Li Demo"),
            most=120,
        ),
        DOCUMENT_TYPE,
        Column(
            "number",
            _("Document number"),
            ColumnType.IDENTITY,
            is_required=True,
            help=_("Format this column as text, or the spreadsheet loses the last digits."),
            example="110101199003070012",
            also=("身份证号", "身份证号码", "公民身份号码"),
        ),
        Column(
            "birth_date",
            _("Birth date"),
            ColumnType.DATE,
            help=_("Only where the number does not say it, as with a passport."),
            example="1990-03-07",
        ),
        Column(
            "sex",
            _("Sex"),
            ColumnType.CHOICE,
            choices=tuple((one.value, one.label) for one in Sex),
            example=Sex.MALE.label,
        ),
        Column(
            "phone",
            _("Phone"),
            ColumnType.PHONE,
            example="13800000000",
            also=("联系电话", "手机号", "手机号码"),
        ),
        Column(
            "living_code",
            _("Division code of where they live"),
            ColumnType.DIVISION,
            help=_("12 digits of the community. This one or the next must be in your divisions."),
            example="120101001001",
            also=("居住地区划代码",),
        ),
        Column("living_detail", _("Address where they live"), example=_("Demo Road 1, door 101")),
        Column(
            "hukou_code",
            _("Division code of the hukou"),
            ColumnType.DIVISION,
            example="120101001001",
            also=("户籍地区划代码",),
        ),
        Column("hukou_detail", _("Address of the hukou"), example=_("Demo Road 1, door 101")),
    ),
)
COMPARED = ("name", "sex", "birth_date", "phone", "living_code", "living_detail", "hukou_code")
TABLE_WORDS: dict[str, Words] = {
    "outside": _(
        "Neither address is in the divisions of your post. Who lives there is registered there."
    ),
    "no_address": _("Please give a division code: of where they live, or of the hukou."),
    "differs": _(
        "The record says something else: %(columns)s. It stays as it is; change it by hand."
    ),
    "sheltered": _("Registered and under 14: compare by hand, with an approval."),
    "new": _("Would be registered."),
}
