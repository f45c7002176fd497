"""A page that does one thing: its form, one call, the next page; or the form with what is wrong.

Every write ends in a 303: the browser asks the next page with GET, and reloading repeats nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _

from linli.foundation.errors.values import ConflictError, InvalidError, NotFoundError, Problem
from linli.foundation.ui.messages import done

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import Form
    from django.http import HttpRequest

    from linli.foundation.errors.values import LinliError, Words

Act = Callable[[dict[str, Any]], str | HttpResponse]


def see(to: str, *args: object) -> HttpResponse:
    """Send the browser to a page after a write; `to` is its name, with arguments, or its address.

    Never an address that somebody typed: one that is neither raises.
    """
    return HttpResponseRedirect(resolve_url(to, *args), status=303)


def act_page(
    request: HttpRequest,
    form: Form,
    act: Act,
    *,
    template: str = "ui/act.html",
    said: Words = "",
    **context: Any,
) -> HttpResponse:
    """Show a form; when it is posted and taken, do the act, say so, and go where it says.

    An act whose result is shown once, as a secret is, answers with a page of its own. What is
    refused comes back with the answers kept; forbidden and not found are pages of their own.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                then = act(form.cleaned_data)
            except (InvalidError, ConflictError) as refusal:
                refuse(form, refusal)
                status = refusal.status
            else:
                if isinstance(then, HttpResponse):
                    return then
                done(request, said or _("Saved."))
                return see(then)
    return render(request, template, {"form": form, **context}, status=status)


def refuse(form: Form, error: LinliError) -> None:
    """Show why an act was refused, at the fields it is about; else above the form.

    A form's `field_of_code` names the field of an error that names none itself.
    """
    of_code = getattr(form, "field_of_code", {})
    alone = Problem(of_code.get(error.code, ""), error.code, error.message)
    for problem in error.problems or (alone,):
        path = problem.path if problem.path in form.fields else None
        form.add_error(path, str(problem.message))


@contextmanager
def typed_in(field: str, words: Words = "") -> Iterator[None]:
    """Say at a field that nothing was found by what was typed into it."""
    try:
        yield
    except NotFoundError as miss:
        problem = Problem(field, miss.code, words or miss.message)
        raise InvalidError(code=miss.code, problems=[problem]) from miss
