"""Faces that answer in their own way what no view could: `answer_under("/api/", …)`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest, Exception], HttpResponse]
_answers: dict[str, Answer] = {}


def answer_under(path: str, answer: Answer) -> None:
    """Let a face answer whatever goes wrong under a path, from its `apps.ready`."""
    _answers[path] = answer


def answer_for(path: str) -> Answer | None:
    """Return the answer of the face that a path belongs to, if it has one of its own."""
    return next((answer for start, answer in _answers.items() if path.startswith(start)), None)
