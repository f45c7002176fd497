"""The box above a form: each thing wrong once, with a way to it."""

from django import forms
from django.template import Context, Template

from linli.foundation.errors.values import ConflictError, InvalidError, Problem
from linli.foundation.ui.summary import Fault, faults
from linli.foundation.ui.values import FieldView

GRADE = Problem("card.grade", "required", "Choose the grade")


class Sample(forms.Form):
    name = forms.CharField()

    def clean(self):
        raise forms.ValidationError("Both are wrong")


def test_a_problem_leads_to_its_field():
    assert faults([GRADE]) == (Fault("Choose the grade", "id_card-grade"),)


def test_an_error_gives_its_problems():
    assert faults(InvalidError(problems=[GRADE])) == faults([GRADE])


def test_an_error_without_problems_gives_its_sentence():
    assert faults(ConflictError("Too late")) == (Fault("Too late"),)


def test_a_form_gives_fields_and_itself():
    assert {fault.target for fault in faults(Sample({}))} == {"id_name", ""}


def test_a_form_that_was_not_sent_gives_nothing():
    assert faults(Sample()) == ()


def test_fields_give_their_errors_and_those_of_their_parts():
    part = FieldView("number", "born.year", "Year", error="Which year?")
    field = FieldView("date", "born", "Born", error="Which day?", parts=(part,))

    assert [fault.target for fault in faults([field])] == ["id_born", "id_born-year"]


def test_the_same_line_is_said_once():
    assert len(faults([GRADE, GRADE])) == 1


def test_nothing_wrong_draws_nothing():
    assert Template("{% error_summary problems %}").render(Context({"problems": ()})).strip() == ""
