"""One family of errors: each has a stable code, a status and a sentence that says what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field: `path` is dotted, as in JSON: `card.grade`."""

    path: str
    code: str
    message: Words


class LinliError(Exception):
    """An act that was refused. `str(error)` is the sentence in the language in force."""

    code = "error"
    status = 400
    message: Words = _("This could not be done. Nothing was changed.")
    retry_after: int | None = None  # seconds after which the same act may succeed

    def __init__(
        self,
        message: Words | None = None,
        *,
        code: str | None = None,
        problems: Sequence[Problem] = (),
    ) -> None:
        self.message = message or self.message
        self.code = code or self.code
        self.problems = tuple(problems)
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.message)


class InvalidError(LinliError):
    """What was given cannot be taken as it is; `problems` says where and why."""

    code = "invalid"
    status = 422
    message = _("Please look at the fields marked below. Nothing you typed is lost.")


class NotFoundError(LinliError):
    """It does not exist, or this actor may not know that it does."""

    code = "not_found"
    status = 404
    message = _("We found nothing here.")


class ForbiddenError(LinliError):
    """The actor may know of it but not do this."""

    code = "forbidden"
    status = 403
    message = _("This is not among the things your post or account can do.")


class ConflictError(LinliError):
    """Somebody else was first, or the page was older than the facts."""

    code = "conflict"
    status = 409
    message = _("Somebody changed this in the meantime. Please look at it again.")


class UnavailableError(LinliError):
    """What an act needs is busy, full or away just now: the same act may succeed later."""

    code = "unavailable"
    status = 503
    message = _(
        "This could not be finished just now, most often because many people are here at once. "
        "Please try again in a few minutes; what you had kept is safe."
    )
    retry_after = 120
