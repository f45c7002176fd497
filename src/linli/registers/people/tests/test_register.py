"""Registering, changing, documents."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from linli.foundation.actors.values import Proof
from linli.foundation.audit.models import AuditEntry
from linli.foundation.errors.values import ForbiddenError, InvalidError, NotFoundError
from linli.foundation.formspec.values import DocumentType as Type
from linli.registers.people import queries, services
from linli.registers.people.models import IdentityDocument, Person
from linli.registers.people.tests import factories
from linli.registers.people.tests.factories import NOW, somebody
from linli.registers.people.values import (
    AlreadyRegisteredError,
    IdentityError,
    ImpossibleDateError,
    LastDocumentError,
    ReasonMissingError,
    Sex,
)

pytestmark = pytest.mark.django_db


def register(actor, **more):
    given = {
        "name": "王芳",
        "document_type": Type.RESIDENT_ID,
        "number": factories.number(date(1990, 1, 2), order=20),
    }
    return services.register(actor, **(given | more), now=NOW)


def paths(caught):
    return [(problem.path, problem.code) for problem in caught.value.problems]


def test_birth_date_and_sex_come_from_the_number(clerk):
    made = register(clerk)
    row = Person.objects.get(pk=made.id)
    assert (row.birth_date, row.sex, row.proof) == (date(1990, 1, 2), Sex.FEMALE, Proof.COUNTER)


def test_name_is_spelled_for_search(clerk):
    row = Person.objects.get(pk=register(clerk, name="欧阳 小敏").id)
    assert (row.pinyin, row.initials) == ("ouyangxiaomin", "oyxm")


def test_number_and_phone_are_nowhere_in_plain(clerk):
    number = factories.number()
    made = register(clerk, number=number, phone="138 1234 3210")
    document = IdentityDocument.objects.get(person=made.id)
    row = Person.objects.get(pk=made.id)
    kept = b"".join(
        bytes(one or b"")
        for one in (document.number_token, document.number_index, row.phone_token, row.phone_index)
    )
    assert number.encode() not in kept
    assert b"13812343210" not in kept


def test_same_number_is_registered_once(clerk, other_clerk):
    number = factories.number()
    register(clerk, number=number)
    with pytest.raises(AlreadyRegisteredError):
        register(other_clerk, number=number)
    assert Person.objects.filter(name="王芳").count() == 1
    assert AuditEntry.objects.get(act="people.document.met").account_id == other_clerk.account_id


def test_database_keeps_a_living_number_unique(clerk):
    made = register(clerk)
    twin = IdentityDocument.objects.get(person=made.id)
    twin.pk, twin.public_id = None, made.public_id
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"name": ""}, ("name", "required")),
        ({"birth_date": date(1991, 1, 2)}, ("birth_date", "birth_date_differs")),
        ({"sex": Sex.MALE}, ("sex", "sex_differs")),
        ({"phone": "12345"}, ("phone", "phone_invalid")),
        ({"phone": "23456789"}, ("phone", "phone_invalid")),
        ({"living_code": "120101999999"}, ("living_code", "division_unknown")),
        ({"document_type": Type.PASSPORT, "number": "E1234567"}, ("birth_date", "required")),
    ],
)
def test_what_cannot_be_true_is_refused(clerk, more, problem):
    before = Person.objects.count()
    with pytest.raises(InvalidError) as caught:
        register(clerk, **more)
    assert paths(caught) == [problem]
    assert Person.objects.count() == before


def test_hukou_of_another_city_is_taken(clerk, city):
    made = register(clerk, hukou_code="130102001001", living_code=city.community)
    assert Person.objects.get(pk=made.id).hukou_code == "130102001001"


def test_wrong_number_is_refused(clerk):
    with pytest.raises(IdentityError):
        register(clerk, number="120101199001020021")


@pytest.mark.parametrize("role", ["resident", "civil_affairs_officer", "auditor"])
def test_who_may_not_register(role, request):
    with pytest.raises(ForbiddenError):
        register(request.getfixturevalue(role))


def test_change_keeps_the_rest_and_logs_fields_without_contents(clerk, city):
    made = somebody(living=city.community, phone="13812343210")
    services.change(clerk, person_id=made.id, changes={"living_detail": "赤峰道1号"}, now=NOW)
    row = Person.objects.get(pk=made.id)
    assert (row.living_detail, queries.person(clerk, person_id=made.id, now=NOW).phone) == (
        "赤峰道1号",
        "138****3210",
    )
    entry = AuditEntry.objects.get(act="people.person.changed")
    assert entry.data == {"fields": ["living_detail"]}


def test_birth_date_cannot_leave_the_number(clerk, city):
    made = somebody(living=city.community)
    with pytest.raises(InvalidError):
        services.change(clerk, person_id=made.id, changes={"birth_date": date(1981, 1, 1)}, now=NOW)


def test_death_in_the_future_is_refused(clerk, city):
    made = somebody(living=city.community)
    with pytest.raises(ImpossibleDateError):
        services.change(clerk, person_id=made.id, changes={"died_on": date(2030, 1, 1)}, now=NOW)


def test_unknown_field_is_refused(clerk, city):
    made = somebody(living=city.community)
    with pytest.raises(InvalidError):
        services.change(clerk, person_id=made.id, changes={"proof": 4}, now=NOW)


def test_change_out_of_scope_finds_nothing(other_clerk, city):
    made = somebody(living=city.community)
    with pytest.raises(NotFoundError):
        services.change(other_clerk, person_id=made.id, changes={"name": "别人"}, now=NOW)


def test_resident_changes_own_contact(city):
    made = somebody()
    me = factories.signed_in(made)
    services.change_contact(me, phone="13912345678", email="a@example.cn", now=NOW)
    assert queries.family(me, now=NOW).person.phone == "139****5678"


def test_second_document_leads_to_the_same_person(clerk, city):
    made = somebody(living=city.community)
    services.add_document(
        clerk, person_id=made.id, document_type=Type.PASSPORT, number="E7654321", now=NOW
    )
    found = queries.find_exact(clerk, document_type=Type.PASSPORT, number="e7654321", now=NOW)
    assert found.id == made.id


def test_last_document_stays(clerk, city):
    made = somebody(living=city.community)
    document = queries.person(clerk, person_id=made.id, now=NOW).documents[0]
    with pytest.raises(LastDocumentError):
        services.retire_document(clerk, document_id=document.id, reason="错", now=NOW)
    assert IdentityDocument.objects.get().is_live


def test_retired_number_is_free_again(clerk, city):
    made = somebody(living=city.community)
    services.add_document(
        clerk, person_id=made.id, document_type=Type.PASSPORT, number="E7654321", now=NOW
    )
    passport = queries.person(clerk, person_id=made.id, now=NOW).documents[1]
    services.retire_document(clerk, document_id=passport.public_id, reason="错", now=NOW)
    with pytest.raises(NotFoundError):
        queries.find_exact(clerk, document_type=Type.PASSPORT, number="E7654321", now=NOW)


def test_confirming_raises_the_proof_and_never_lowers_it(clerk, city):
    made = somebody(living=city.community, proof=Proof.NONE)
    document = queries.person(clerk, person_id=made.id, now=NOW).documents[0]
    services.confirm_identity(clerk, document_id=document.id, proof=Proof.CARD, now=NOW)
    services.confirm_identity(clerk, document_id=document.id, proof=Proof.COUNTER, now=NOW)
    view = queries.person(clerk, person_id=made.id, now=NOW)
    assert (view.proof, view.documents[0].proof) == (Proof.CARD, Proof.CARD)


def test_unmasking_gives_the_number_and_leaves_the_reason(clerk, city):
    number = factories.number()
    made = somebody(living=city.community, document=number)
    document = queries.person(clerk, person_id=made.id, now=NOW).documents[0]
    shown = services.unmask(clerk, document_id=document.id, reason="核对银行卡", now=NOW)
    entry = AuditEntry.objects.get(act="people.document.unmasked")
    assert (shown, entry.reason, entry.account_id) == (number, "核对银行卡", clerk.account_id)
    assert number not in str(entry.data)


def test_unmasking_without_a_reason_is_refused_and_shows_nothing(clerk, city):
    made = somebody(living=city.community)
    document = queries.person(clerk, person_id=made.id, now=NOW).documents[0]
    with pytest.raises(ReasonMissingError):
        services.unmask(clerk, document_id=document.id, reason="  ", now=NOW)
    assert not AuditEntry.objects.filter(act="people.document.unmasked").exists()


def test_unmasking_out_of_scope_finds_nothing(other_clerk, city):
    made = somebody(living=city.community)
    document = IdentityDocument.objects.get(person=made.id)
    with pytest.raises(NotFoundError):
        services.unmask(other_clerk, document_id=document.pk, reason="好奇", now=NOW)


def test_phone_is_unmasked_with_a_reason(clerk, city):
    made = somebody(living=city.community, phone="13812343210")
    shown = services.unmask_phone(clerk, person_id=made.public_id, reason="电话联系", now=NOW)
    assert shown == "13812343210"


def test_no_name_in_words_of_a_row(clerk):
    row = Person.objects.get(pk=register(clerk).id)
    assert "王芳" not in str(row)
