"""Errors of the room."""

from django.utils.translation import gettext_lazy as _

from linli.foundation.errors.values import LinliError


class DocumentError(LinliError):
    """The document could not be made: a fault of its template, not of what was typed."""

    code = "document_failed"
    status = 500
    message = _("The document could not be made. Nothing was lost; please tell us this number.")
