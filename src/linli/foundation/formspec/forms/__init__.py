"""The HTML side: posts become answers, answers become fields to draw, a record pre-fills."""

from linli.foundation.formspec.forms.binding import bind, bind_consents
from linli.foundation.formspec.forms.blank import blank
from linli.foundation.formspec.forms.deciding import deciding
from linli.foundation.formspec.forms.posting import (
    consents_from_post,
    from_post,
    requested_act,
    uploads,
)
from linli.foundation.formspec.forms.prefilling import prefill

__all__ = [
    "bind",
    "bind_consents",
    "blank",
    "consents_from_post",
    "deciding",
    "from_post",
    "prefill",
    "requested_act",
    "uploads",
]
