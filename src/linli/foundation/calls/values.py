"""A call, the errors of the protocol itself, and what can be wrong with a value, as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import ActorRequest
from linli.foundation.errors.values import InvalidError, LinliError, NotFoundError

MOST_BYTES = 2 * 1024 * 1024  # of a JSON body


class Call(ActorRequest):
    """A request that the gate has let in."""


class UnauthenticatedError(LinliError):
    """Nobody is signed in, and no token was sent."""

    code = "not_signed_in"
    status = 401
    message = _("Please send a token (Authorization: Bearer …) or sign in.")


class UnknownTokenError(UnauthenticatedError):
    """The token is unknown, revoked or too old: it is never said which."""

    code = "unknown_token"
    message = _("This token opens nothing: it is unknown, revoked or has run out.")


class CsrfError(LinliError):
    """A browser's session writes only with the CSRF token of our own pages."""

    code = "csrf"
    status = 403
    message = _(
        "Calls with a browser's session need the header X-CSRFToken. Programs send a token instead."
    )


class LimitError(LinliError):
    """Too many calls within the window; `retry_after` in seconds."""

    code = "too_many_calls"
    status = 429
    message = _("Too many calls in a short time. Please wait a moment and try again.")
    retry_after = 60

    def __init__(self, *, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class TooLargeError(LinliError):
    """The body is larger than is read."""

    code = "too_large"
    status = 413
    message = _("This is too large. A body may have 2 MB; send files one by one to /files.")


class MediaTypeError(LinliError):
    """The body is not what the operation reads."""

    code = "media_type"
    status = 415
    message = _("Please send application/json in UTF-8.")


class MalformedError(LinliError):
    """The body is no JSON."""

    code = "malformed"
    status = 400
    message = _("The body is not JSON that can be read. Nothing was changed.")


class MethodError(LinliError):
    """The address is there, but not for this method."""

    code = "method_not_allowed"
    status = 405
    message = _("This address does not take this method; see the header Allow.")


class AddressError(NotFoundError):
    """No operation has this address."""

    code = "no_such_address"
    message = _("The API has no such address. All operations are listed at /api/v1/docs.")


class StaleRevisionError(LinliError):
    """The thing was changed since the caller read it (`If-Match`)."""

    code = "stale_revision"
    status = 412
    message = _("This was changed since you read it. Please read it again; nothing was saved.")


class KeyReusedError(InvalidError):
    """The same idempotency key came with another body."""

    code = "idempotency_mismatch"
    message = _("This Idempotency-Key was used for another application. Please take a new key.")


class InternalError(LinliError):
    """A fault of ours; the log has more under the reference."""

    code = "internal"
    status = 500
    message = _("Something went wrong on our side. Please tell us the reference; we look into it.")


# What can be wrong with a value before any room has seen it, by code.
SENTENCES = {
    "required": _("Please give a value."),
    "unknown_field": _("There is no such field."),
    "type": _("This is not of the kind asked for here."),
    "choice": _("Please take one of: %(expected)s."),
    "too_long": _("This may have at most %(max_length)s characters."),
    "too_short": _("This must have at least %(min_length)s characters."),
    "pattern": _("This does not have the form asked for here."),
    "number": _("Please give a number within the limits."),
    "whole_number": _("Please give a whole number."),
    "yes_no": _("Please give true or false."),
    "date": _("Please give a day as YYYY-MM-DD."),
    "moment": _("Please give a moment as YYYY-MM-DDThh:mm:ss+08:00."),
    "uuid": _("Please give an id as it was answered to you."),
    "value": _("This value cannot be taken."),
    "surrogate": _("This holds half a character."),
    "control_character": _("This holds an invisible control character."),
    "repeated_field": _("This field is given twice."),
    "too_many": _("These are too many at once: at most %(max_length)s."),
    "too_few": _("Please name at least one."),
    "cursor": _("This cursor is not one that was answered to you."),
}
