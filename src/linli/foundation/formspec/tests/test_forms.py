import pytest
from django.http import QueryDict
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.foundation.formspec import forms
from linli.foundation.formspec.rules import check
from linli.foundation.formspec.schemas import Form
from linli.foundation.formspec.tests.factories import (
    PROOF,
    answers,
    context,
    field,
    form,
    section,
    stored,
    with_every_type,
)
from linli.foundation.formspec.values import Act, Registers

EVERY = with_every_type()


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def posted(**fields):
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist("card." + name, value if isinstance(value, list) else [value])
    return data


def controls(view):
    """Give every control that a browser would send back, with its value."""
    for part in view.parts:
        yield from controls(part)
    for row in view.rows:
        for cell in row:
            yield from controls(cell)
    if view.options:
        yield from ((view.name, option.value) for option in view.options if option.is_chosen)
    elif view.kind == "files":
        yield from ((view.name + ".kept", one.id) for one in view.value)
    elif not view.parts and not view.rows and view.kind not in {"choose", "consent", "table"}:
        yield view.name, view.value


def sent_back(bound):
    data = QueryDict(mutable=True)
    for part in bound:
        for view in part.fields:
            for name, value in controls(view):
                data.appendlist(name, value)
    return data


def only(bound, name):
    return next(view for part in bound for view in part.fields if view.name == name)


def test_page_drawn_from_right_answers_and_sent_back_gives_the_same_answers():
    bound = forms.bind(EVERY, answers(), context=context(), files=stored("证明.pdf"))
    expected = answers()
    del expected["card"]["agree"]  # consent is never drawn ticked
    assert forms.from_post(EVERY, sent_back(bound)) == expected


TYPED = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)
WRITTEN = [
    *("name", "story", "rooms", "area", "rent", "phone", "born.year", "born.month", "born.day"),
    *("card.number", "stay.start.year", "carer.name", "family.0.income", "family.7.name"),
]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(WRITTEN), TYPED))
def test_nothing_typed_is_lost_on_the_way_through_a_page_with_errors(typed):
    raw = forms.from_post(EVERY, posted(**typed))
    problems = check(EVERY, raw, context=context()).problems
    bound = forms.bind(EVERY, raw, context=context(), problems=problems)
    assert forms.from_post(EVERY, sent_back(bound)) == raw


@given(TYPED.filter(str.strip))
def test_text_is_kept_exactly_as_typed_until_it_is_checked(text):
    assert forms.from_post(EVERY, posted(name=text))["card"]["name"] == text


ANYTHING = [
    "works",
    "grade",
    "needs",
    "card.type",
    "home.code",
    "home.street",
    "proof.kept",
    "agree",
]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(ANYTHING), TYPED))
def test_any_post_is_read_checked_and_drawn(typed):
    raw = forms.from_post(EVERY, posted(**typed))
    check(EVERY, raw, context=context())
    forms.bind(EVERY, raw, context=context())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"rent": "1,860.50元"}, {"rent": 186050}),
        ({"rent": "一千"}, {"rent": "一千"}),
        ({"rooms": "１２"}, {"rooms": 12}),
        ({"rooms": "1.5"}, {"rooms": "1.5"}),
        ({"area": "61.50"}, {"area": "61.5"}),
        ({"born.year": "1960", "born.month": "2", "born.day": "29"}, {"born": "1960-02-29"}),
        (
            {"born.year": "1961", "born.month": "2", "born.day": "29"},
            {"born": {"year": "1961", "month": "2", "day": "29"}},
        ),
        ({"born": "1960年2月29日"}, {"born": "1960-02-29"}),
        ({"grade": "2"}, {"grade": 2}),
        ({"grade": "9"}, {"grade": "9"}),
        ({"needs": ["ramp", "lift"]}, {"needs": ["ramp", "lift"]}),
        ({"works": "no"}, {"works": False}),
        ({"card.number": "12"}, {"card": {"number": "12"}}),
        ({"home.district": "120101000000"}, {"home": {"code": "120101000000"}}),
        (
            {"home.district": "120102000000", "home.street": "120101001000"},
            {"home": {"code": "120102000000"}},
        ),
        ({"agree": "true"}, {"agree": True}),
        ({"name": ""}, {}),
        ({"proof.kept": ["a", "b"], "proof.remove": "a"}, {"proof": ["b"]}),
    ],
)
def test_posts_are_read(fields, expected):
    raw = forms.from_post(EVERY, posted(**fields))["card"]
    raw.pop("family")
    assert raw == expected


ROWS = {"family.0.name": "甲", "family.0.income": "1", "family.1.name": "", "family.2.name": "丙"}
ONE, THREE = {"name": "甲", "income": 100}, {"name": "丙"}


@pytest.mark.parametrize(
    ("button", "rows", "act"),
    [
        ({}, [ONE, THREE], None),
        ({"family.add": "1"}, [ONE, {}, THREE, {}], Act("add", "card.family")),
        ({"family.remove": "0"}, [{}, THREE], Act("remove", "card.family", 0)),
        ({"family.remove": "2"}, [ONE, {}], Act("remove", "card.family", 2)),
        ({"home.choose": "1"}, [ONE, THREE], Act("choose", "card.home")),
    ],
)
def test_rows_are_added_and_removed_without_scripts(button, rows, act):
    data = posted(**ROWS, **button)
    assert forms.from_post(EVERY, data)["card"]["family"] == rows
    assert forms.requested_act(EVERY, data) == act


def test_errors_stand_at_their_fields():
    raw = forms.from_post(
        EVERY, posted(**{"card.type": "resident_id", "card.number": "1", "family.0.income": "x"})
    )
    problems = check(EVERY, raw, context=context()).problems
    bound = forms.bind(EVERY, raw, context=context(), problems=problems)
    assert only(bound, "card.card").parts[1].error.startswith("This number")
    assert only(bound, "card.family").rows[0][1].value == "x"
    assert only(bound, "card.family").rows[0][1].error.startswith("Please write the amount")


def test_address_fills_one_list_after_the_other():
    def options(raw):
        view = only(forms.bind(EVERY, raw, context=context()), "card.home")
        return [len(part.options) for part in view.parts if part.kind == "select"]

    assert options({}) == [2, 0, 0]
    assert options({"card": {"home": {"code": "120101000000"}}}) == [2, 1, 0]
    assert options({"card": {"home": {"code": "120101001000"}}}) == [2, 1, 1]


def test_each_list_of_places_is_asked_for_once():
    asked = []

    def divisions(above, level):
        asked.append((above, level))
        return []

    two = form(field("a", "division"), field("b", "division"))
    forms.bind(two, {}, context=context(registers=Registers(divisions=divisions)))
    assert asked == [("", "district")]


@pytest.mark.parametrize("raw", [{}, {"card": {"agree": True}}])
def test_consent_is_never_drawn_ticked(raw):
    assert only(forms.bind(EVERY, raw, context=context()), "card.agree").value == ""
    assert forms.bind_consents(EVERY, raw, context=context())[0].value == ""


def test_page_of_one_section_has_no_consent_and_takes_none():
    bound = forms.bind(EVERY, {}, context=context(), section="card")
    assert "card.agree" not in {view.name for view in bound[0].fields}
    assert "agree" not in forms.from_post(EVERY, posted(agree="true"), section="card")["card"]
    assert forms.consents_from_post(EVERY, posted(agree="true")) == {"card": {"agree": True}}
    assert forms.consents_from_post(EVERY, posted()) == {}


def test_section_says_once_what_it_asks_for_and_who_reads_it():
    card = forms.bind(EVERY, {}, context=context(), section="card")[0]
    kept = [field for field in EVERY.section("card").fields if field.type != "consent"]
    assert set(card.purposes) == {str(field.purpose.label) for field in kept}
    assert set(card.readers) == {str(field.readers.label) for field in kept}
    assert len(card.readers) == len(set(card.readers))


def test_half_a_character_from_the_api_can_still_be_drawn():
    view = only(forms.bind(EVERY, {"card": {"name": "a\ud800𠮷"}}, context=context()), "card.name")
    assert view.value == "a\ufffd𠮷"


def test_hidden_fields_and_sections_are_not_drawn():
    two = Form.model_validate(
        [
            section(field("a", "yes_no"), field("b", "text", show="card.a")),
            section(field("c", "text"), name="more", show="card.a"),
        ]
    )
    assert [len(part.fields) for part in forms.bind(two, {}, context=context())] == [1]
    shown = forms.bind(two, {"card": {"a": True}}, context=context())
    assert [len(part.fields) for part in shown] == [2, 1]


@pytest.mark.parametrize(
    ("column", "show", "value"),
    [
        (field("a", "date"), "row.a > date('2010-01-01')", "2015-06-01"),
        (field("a", "number", decimals=1), "row.a > 3", "3.5"),
    ],
)
def test_cell_is_drawn_where_the_check_asks_for_it(column, show, value):
    one = form(field("rows", "table", columns=[column, field("b", "text", show=show)]))
    sent = {"card": {"rows": [{"a": value}]}}
    assert [found.path for found in check(one, sent, context=context()).problems] == [
        "card.rows.0.b"
    ]
    row = only(forms.bind(one, sent, context=context()), "card.rows").rows[0]
    assert [cell.name for cell in row] == ["card.rows.0.a", "card.rows.0.b"]


def test_computed_value_is_drawn_and_cannot_be_changed():
    one = form(field("a", "money"), field("b", "money", set="card.a * 2"))
    bound = forms.bind(one, {"card": {"a": 150}}, context=context())
    assert (only(bound, "card.b").value, only(bound, "card.b").is_readonly) == ("3", True)


def test_templates_draw_every_type():
    bound = forms.bind(EVERY, answers(), context=context())
    page = engines["django"].from_string(
        "{% for s in all %}{% for f in s.fields %}{% field f %}{% endfor %}{% endfor %}"
    )
    drawn = page.render({"all": bound})
    for name in (
        "card.born.year",
        "card.home.code",
        "card.home.choose",
        "card.family.1.income",
        "card.family.add",
    ):
        assert f'name="{name}"' in drawn


def test_only_files_that_may_be_named_are_drawn():
    one = form(field("proof", "file"))
    given = {"card": {"proof": [PROOF, PROOF[:-1] + "9", 7]}}
    bound = forms.bind(one, given, context=context(), files=stored("证明.pdf"))
    assert [kept.name for kept in only(bound, "card.proof").value] == ["证明.pdf"]
    assert only(forms.bind(one, given, context=context()), "card.proof").value == ()


@pytest.mark.parametrize(
    ("more", "hint"),
    [
        ({}, "A clear photograph or a PDF, 10 MB each at most. 10 files at most."),
        (
            {"accept": ["image"], "max_mb": 2, "max": 1},
            "A clear photograph, 2 MB each at most. One file.",
        ),
        (
            {"accept": ["pdf"], "hint": {"zh": "双面", "en": "Both sides."}},
            "Both sides. A PDF, 10 MB each at most. 10 files at most.",
        ),
    ],
)
def test_a_field_of_files_says_what_is_taken(more, hint):
    one = form(field("proof", "file", **more))
    with translation.override("en"):
        assert only(forms.bind(one, {}, context=context()), "card.proof").hint == hint


def test_a_file_is_taken_out_by_its_button():
    one = form(field("proof", "file"))
    data = posted(**{"proof.kept": [PROOF, PROOF[:-1] + "2"], "proof.remove": PROOF})
    assert forms.requested_act(one, data) == Act("remove", "card.proof")
    assert forms.from_post(one, data) == {"card": {"proof": [PROOF[:-1] + "2"]}}


def test_paper_says_how_many_copies_are_wanted():
    one = form(field("a", "file"), field("b", "file", min=2))
    with translation.override("en"):
        page = render_to_string("formspec/_blank.html", {"sections": forms.blank(one, "en")})
    assert "Please enclose a copy." in page
    assert "Please enclose at least 2 copies." in page


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "问story"), ("en", "Ask story")])
def test_blank_form_prints_every_question(language, word):
    with translation.override(language):
        page = render_to_string("formspec/_blank.html", {"sections": forms.blank(EVERY, language)})
    assert word in page
    assert page.count('"ll-blank__field"') == 18 + 3 + 3
