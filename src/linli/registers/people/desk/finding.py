"""Finding somebody. Searches travel by POST: no name or number in an address."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.foundation.actors.values import ActorRequest
from linli.foundation.calendar import clock
from linli.foundation.errors.values import InvalidError
from linli.foundation.ui.acting import refuse, see, typed_in
from linli.registers.people import forms, queries
from linli.registers.people.values import Permission, PersonRow


@never_cache
@require_http_methods(["GET", "POST"])
def find(request: ActorRequest) -> HttpResponse:
    request.actor.require(Permission.FIND)
    is_exact = request.method == "POST" and "number" in request.POST
    is_text = request.method == "POST" and not is_exact
    exact = forms.DocumentForm(request.POST if is_exact else None)
    text = forms.FindForm(request.POST if is_text else None)
    context: dict[str, Any] = {"exact": exact, "text": text}
    if is_exact and exact.is_valid():
        try:
            seen = by_number(request, exact.cleaned_data)
            return see("desk:people:person", seen.public_id)
        except InvalidError as refusal:
            refuse(exact, refusal)
    if is_text and text.is_valid():
        said = text.cleaned_data["text"]
        context["rows"] = queries.find(request.actor, text=said, now=clock.now())
        return render(request, "people/desk/find.html", context)
    status = 422 if request.method == "POST" else 200
    return render(request, "people/desk/find.html", context, status=status)


def by_number(request: ActorRequest, value: dict[str, Any]) -> PersonRow:
    """Find the other person by exact number; a miss is said at the field."""
    miss = _("Nobody is registered under this number yet. Please register them first.")
    with typed_in("number", miss):
        return queries.find_exact(
            request.actor,
            document_type=value.pop("document_type"),
            number=value.pop("number"),
            now=clock.now(),
        )
