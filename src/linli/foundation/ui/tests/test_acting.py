"""A page that is one act: shown, taken, refused."""

import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.urls import NoReverseMatch

from linli.foundation.errors.values import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    Problem,
)
from linli.foundation.ui.acting import act_page, refuse, see, typed_in


class Sample(forms.Form):
    field_of_code = {"taken": "name"}
    name = forms.CharField()


@pytest.fixture
def acted(rf, monkeypatch):
    """Post a name and do the act; the page is what the template would be given."""
    monkeypatch.setattr(
        "linli.foundation.ui.acting.render",
        lambda _request, _template, context, status: HttpResponse(
            str(context["form"].errors), status=status
        ),
    )

    def post(act, **given):
        request = rf.post("/", given)
        request._messages = CookieStorage(request)
        return act_page(request, Sample(request.POST), act)

    return post


def raising(error):
    def act(_given):
        raise error

    return act


def test_a_write_is_followed_by_a_get():
    answer = see("portal:notices:notice", 7)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/notices/7/")


def test_an_address_is_followed_as_it_is():
    assert see("/help/").headers["Location"] == "/help/"


def test_neither_a_page_nor_an_address_is_a_fault():
    with pytest.raises(NoReverseMatch):
        see("nowhere")


def test_what_is_taken_goes_on(acted):
    assert acted(lambda given: f"/{given['name']}/", name="help").headers["Location"] == "/help/"


def test_an_answer_of_its_own_is_shown(acted):
    assert acted(lambda _given: HttpResponse("secret"), name="a").content == b"secret"


def test_a_gap_does_nothing(acted):
    assert acted(raising(AssertionError)).status_code == 422


@pytest.mark.parametrize("error", [InvalidError("no"), ConflictError("no")])
def test_a_refusal_keeps_the_form(acted, error):
    answer = acted(raising(error), name="a")
    assert (answer.status_code, b"no" in answer.content) == (error.status, True)


@pytest.mark.parametrize("error", [NotFoundError, ForbiddenError])
def test_what_is_not_there_or_not_allowed_is_no_matter_of_the_form(acted, error):
    with pytest.raises(error):
        acted(raising(error), name="a")


@pytest.mark.parametrize(
    ("error", "field"),
    [
        (InvalidError(problems=[Problem("name", "short", "Too short")]), "name"),
        (ConflictError("Taken", code="taken"), "name"),
        (InvalidError(problems=[Problem("other", "short", "Too short")]), "__all__"),
        (ConflictError("Late"), "__all__"),
    ],
)
def test_a_refusal_is_said_where_it_belongs(error, field):
    form = Sample({"name": "a"})
    form.is_valid()
    refuse(form, error)
    assert list(form.errors) == [field]


def test_nothing_found_is_said_at_the_field():
    with pytest.raises(InvalidError) as caught, typed_in("name", "Nobody"):
        raise NotFoundError
    assert caught.value.problems == (Problem("name", "not_found", "Nobody"),)
