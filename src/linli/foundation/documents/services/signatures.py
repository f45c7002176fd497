"""Sign facts and files with the key of this installation; publish what verifies them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli.foundation.documents import rules, signing
from linli.foundation.documents.rules import keys as key_rules
from linli.foundation.documents.services.papers import pdf
from linli.foundation.documents.values import DocumentError, PublicKeys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from linli.foundation.documents.values import Facts


def signed_code(facts: Facts) -> str:
    """Return the facts as a signed code for a QR code (see `rules.facts`)."""
    ring = signing.keys()
    return rules.code_of(facts, key_id=ring.current, sign=ring.secret.sign)


def signed_pdf(
    template: str, data: Mapping[str, Any], *, facts: Facts, page: str, at: datetime
) -> bytes:
    """Return a tagged PDF whose QR code carries the signed facts, itself signed.

    `page` is the whole address of the page that checks codes. Raises `DocumentError`.
    """
    ring, code = signing.keys(), signed_code(facts)
    content = pdf(template, {**data, "qr": f"{page}#{code}", "qr_page": page}, at=at)
    try:
        return rules.sign_file(content, code=code, key_id=ring.current, sign=ring.secret.sign)
    except ValueError as error:
        raise DocumentError from error


def public_keys() -> PublicKeys:
    """Return every key that ever signed here, one just added by another process too."""
    signing.keys.cache_clear()
    return PublicKeys(signing.keys().publics)


def published(*, revoked: Iterable[str], now: datetime) -> dict[str, Any]:
    """Return the list of keys to publish, with what was revoked until now (serials)."""
    return key_rules.published(
        public_keys().keys, revoked=list(revoked), made_at=now.isoformat(timespec="seconds")
    )


def add_key() -> str:
    """Sign with a new key from now on; return its id."""
    return signing.add_key().hex()
