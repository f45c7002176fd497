"""Rows made into what others see; numbers and phones masked."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from linli.foundation.actors.values import Proof
from linli.foundation.formspec.values import DocumentType
from linli.foundation.privacy.values import mask_name, mask_number, mask_phone
from linli.registers.people import rules
from linli.registers.people.models import IdentityDocument, Person
from linli.registers.people.queries.numbers import number_of, phone_of
from linli.registers.people.values import Address, DocumentView, PersonRow, PersonView, Sex
from linli.registers.places import queries as places
from linli.registers.places.values import Level, ancestor, level_of


def documents_of(person_ids: Iterable[int]) -> QuerySet[IdentityDocument]:
    """Return living documents, best proof first."""
    rows = IdentityDocument.objects.filter(person__in=person_ids, is_live=True)
    return rows.order_by("person_id", "-proof", "id")


def person_view(row: Person, today: date) -> PersonView:
    """Return the view of a row: three statements."""
    names = division_names([row.hukou_code, row.living_code])
    return PersonView(
        id=row.pk,
        public_id=row.public_id,
        name=row.name,
        name_en=row.name_en,
        sex=Sex(row.sex),
        birth_date=row.birth_date,
        age=rules.age_on(row.birth_date, row.died_on or today),
        phone=mask_phone(phone_of(row)),
        email=row.email,
        hukou=Address(row.hukou_code, row.hukou_detail, names.get(row.hukou_code, "")),
        living=Address(row.living_code, row.living_detail, names.get(row.living_code, "")),
        documents=tuple(_document_view(document) for document in documents_of([row.pk])),
        proof=Proof(row.proof),
        died_on=row.died_on,
        is_sheltered=rules.is_sheltered(row.birth_date, today),
    )


def _document_view(document: IdentityDocument) -> DocumentView:
    return DocumentView(
        id=document.pk,
        public_id=document.public_id,
        type=DocumentType(document.type),
        masked=mask_number(number_of(document)),
        proof=Proof(document.proof),
        expires_on=document.expires_on,
    )


def _steps(code: str) -> tuple[str, ...]:
    """Return the codes from the district down to a division."""
    if not code:
        return ()
    below = (Level.DISTRICT, Level.STREET, Level.COMMUNITY, Level.GRID, Level.BUILDING)
    return tuple(ancestor(code, level) for level in below if level <= level_of(code))


def division_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the words of several addresses in one statement."""
    ways = {code: _steps(code) for code in codes if code}
    known = places.divisions({step for way in ways.values() for step in way}) if ways else {}
    return {
        code: " ".join(known[step].words for step in way if step in known)
        for code, way in ways.items()
    }


def person_rows(found: list[Person], today: date) -> tuple[PersonRow, ...]:
    """Return list rows: two statements whatever the number."""
    documents: dict[int, IdentityDocument] = {}
    for document in documents_of([row.pk for row in found]):
        documents.setdefault(document.person_id, document)
    names = division_names({row.living_code for row in found})
    return tuple(_list_row(row, documents, names, today) for row in found)


def _list_row(
    row: Person,
    documents: Mapping[int, IdentityDocument],
    names: Mapping[str, str],
    today: date,
) -> PersonRow:
    is_sheltered = rules.is_sheltered(row.birth_date, today)
    document = None if is_sheltered else documents.get(row.pk)
    return PersonRow(
        id=row.pk,
        public_id=row.public_id,
        name=mask_name(row.name) if is_sheltered else row.name,
        sex=Sex(row.sex),
        birth_year=row.birth_date.year,
        phone="" if is_sheltered else mask_phone(phone_of(row)),
        living=names.get(row.living_code, ""),
        document=mask_number(number_of(document)) if document else "",
        is_sheltered=is_sheltered,
    )
