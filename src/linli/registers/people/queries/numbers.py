"""Numbers in plain and their blind indexes; for this room only."""

from datetime import datetime

from django.utils.timezone import localdate

from linli.foundation.privacy import services as privacy
from linli.registers.people.models import IdentityDocument, Person
from linli.registers.people.rules import check_identity, normalise_number

NUMBER_PURPOSE = "people.document.number"
PHONE_PURPOSE = "people.person.phone"
CODE_PURPOSE = "people.mandate.code"


def phone_of(row: Person) -> str:
    """Return the phone number in plain; for services and queries of this room."""
    if not row.phone_token:
        return ""
    return privacy.decrypt(row.phone_token, purpose=PHONE_PURPOSE, bound_to=str(row.public_id))


def number_of(document: IdentityDocument) -> str:
    """Return the number in plain; for services and queries of this room."""
    return privacy.decrypt(
        document.number_token, purpose=NUMBER_PURPOSE, bound_to=str(document.public_id)
    )


def number_index(document_type: str, number: str) -> bytes:
    """Return the blind index of a normalised number of a kind of document."""
    return privacy.blind_index(f"{document_type}:{number}", purpose=NUMBER_PURPOSE)


def phone_index(phone: str) -> bytes:
    """Return the blind index of a normalised phone number."""
    return privacy.blind_index(phone, purpose=PHONE_PURPOSE)


def code_index(code: str) -> bytes:
    """Return the blind index of the one-time code of a mandate."""
    return privacy.blind_index(code, purpose=CODE_PURPOSE)


def exact(document_type: str, number: str) -> Person | None:
    """Return the record of a normalised number; for services and queries of this room."""
    document = (
        IdentityDocument.objects.select_related("person")
        .filter(type=document_type, number_index=number_index(document_type, number), is_live=True)
        .first()
    )
    return document.person if document else None


def id_of_number(*, document_type: str, number: str) -> int | None:
    """Return the id of the record with a live document of this number, for rooms above.

    For what was decided about somebody by number, so that it stands on their record: no look at
    it, and nothing of it leaves. None where nobody is registered under it.
    """
    row = exact(document_type, normalise_number(number)) if number else None
    return row.merged_into_id or row.pk if row else None


def checked_number(*, document_type: str, number: str, now: datetime) -> str:
    """Return a number as it is kept; raises `IdentityError` for one that cannot be."""
    return check_identity(document_type, number, localdate(now)).number
