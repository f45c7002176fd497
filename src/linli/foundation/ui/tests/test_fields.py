"""Every kind of field: named, explained, and tied to its error for those who hear it."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template

from linli.foundation.ui import styleguide
from linli.foundation.ui.values import FieldView, OptionView

STATES = [
    (f"{kind}-{number}", state)
    for kind, states in styleguide.samples()["groups"]
    for number, state in enumerate(states)
]
CASES = [pytest.param(state, id=name) for name, state in STATES]
WRONG = [pytest.param(state, id=name) for name, state in STATES if state.error]
CONTROLS = {"input", "select", "textarea"}


class Reader(HTMLParser):
    """Collects ids, labels and controls of a piece of HTML."""

    def __init__(self):
        super().__init__()
        self.ids, self.labelled, self.controls = [], set(), []

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if "id" in known:
            self.ids.append(known["id"])
        if tag == "label":
            self.labelled.add(known["for"])
        if tag in CONTROLS and known.get("type") != "hidden":
            self.controls.append(known)


def draw(field, **changes):
    return Template("{% field field %}").render(Context({"field": field, **changes}))


def read(field):
    reader = Reader()
    reader.feed(draw(field))
    return reader


@pytest.mark.plan("A8")
@pytest.mark.parametrize("field", CASES)
def test_every_control_has_a_label(field):
    reader = read(field)

    assert [
        control["id"] for control in reader.controls if control["id"] not in reader.labelled
    ] == []


@pytest.mark.parametrize("field", CASES)
def test_the_error_summary_finds_its_target_once(field):
    assert read(field).ids.count(field.id) == 1


@pytest.mark.parametrize("field", CASES)
def test_no_id_is_used_twice(field):
    ids = read(field).ids

    assert len(ids) == len(set(ids))


@pytest.mark.plan("A8")
@pytest.mark.parametrize("field", WRONG)
def test_hint_and_error_are_read_with_the_field(field):
    said = re.findall(r'aria-describedby="([^"]+)"', draw(field))

    assert f"{field.id}-hint {field.id}-error" in said


@pytest.mark.parametrize("field", CASES)
def test_what_describes_a_field_is_on_the_page(field):
    drawn, ids = draw(field), set(read(field).ids)
    named = {
        one for group in re.findall(r'aria-describedby="([^"]+)"', drawn) for one in group.split()
    }

    assert named <= ids


def test_the_value_is_escaped():
    field = FieldView("text", "a.b", "Name", value='"><script>')

    assert "<script>" not in draw(field)


def test_more_than_seven_choices_become_a_list():
    options = tuple(OptionView(str(number), str(number)) for number in range(8))

    assert "<select" in draw(FieldView("choice", "a.b", "Which", options=options))
    assert "<select" not in draw(FieldView("choice", "a.b", "Which", options=options[:7]))


def test_an_optional_field_says_so():
    assert "ll-optional" in draw(FieldView("text", "a.b", "Name", is_required=False))


class SampleForm(forms.Form):
    name = forms.CharField(max_length=40, help_text="As on your card")
    grade = forms.ChoiceField(choices=[("1", "One"), ("2", "Two")])
    born = forms.DateField(widget=forms.SelectDateWidget)
    secret = forms.CharField(widget=forms.PasswordInput)
    agreed = forms.BooleanField()


def test_a_django_field_is_drawn_with_its_error_and_what_was_typed():
    form = SampleForm({"name": "x" * 41})

    drawn = draw(form["name"])

    assert 'id="id_name-error"' in drawn
    assert f'value="{"x" * 41}"' in drawn


def test_a_django_date_takes_three_numbers_and_gives_a_date():
    form = SampleForm({"born_year": "1958", "born_month": "3", "born_day": "7"})
    form.is_valid()

    assert str(form.cleaned_data["born"]) == "1958-03-07"
    assert 'name="born_month"' in draw(form["born"])
    assert 'value="1958"' in draw(form["born"])


def test_a_password_is_never_sent_back():
    assert "hunter2" not in draw(SampleForm({"secret": "hunter2"})["secret"])


def test_a_chosen_choice_stays_chosen():
    assert re.search(r'value="2" checked', draw(SampleForm({"grade": "2"})["grade"]))
