"""Papers bear the seal that their office handed in, and say which."""

from datetime import timedelta

import pytest

from linli.engines.cases import services
from linli.engines.cases.models import CaseDocument, CaseEvent
from linli.engines.cases.tests.factories import NOW
from linli.engines.cases.tests.test_documents import case, content_of, letter
from linli.engines.cases.values import DocumentKind
from linli.foundation.documents.tests.test_pictures import png
from linli.registers.organisations import queries as organisations
from linli.registers.organisations import services as seals

pytestmark = pytest.mark.django_db
__all__ = ["case"]
TODAY = NOW.date()


@pytest.fixture
def seal(city, clerk, street_officer):
    """Return the seal of the street's office, let in."""
    made = seals.offer_seal(
        clerk,
        organisation_id=organisations.organisation(city.office).public_id,
        content=png(),
        from_on=TODAY,
        now=NOW,
    )
    seals.decide_seal(street_officer, seal_id=made, is_confirmed=True, now=NOW)
    return made


def bears_picture(row):
    """Say whether a picture of 630 pixels is on the paper: the drawn seal has none."""
    return b"/Width 630" in content_of(row)


def test_paper_bears_the_seal_of_its_day_and_the_history_says_which(case, clerk, seal):
    letter(clerk, case)
    row = CaseDocument.objects.get()
    assert row.seal_id == seal
    assert bears_picture(row)
    assert CaseEvent.objects.get(kind="document.issued").data["seal"] == str(seal)


def test_without_one_it_is_drawn(case, clerk):
    letter(clerk, case)
    row = CaseDocument.objects.get()
    assert row.seal_id is None
    assert not bears_picture(row)
    assert "seal" not in CaseEvent.objects.get(kind="document.issued").data


def test_withdrawn_one_is_on_no_later_paper_and_stays_on_those_before(case, clerk, seal):
    letter(clerk, case)
    seals.withdraw_seal(clerk, seal_id=seal, on=TODAY, reason="遗失", now=NOW + timedelta(hours=1))
    letter(clerk, case)
    first, second = CaseDocument.objects.order_by("pk")
    assert (first.seal_id, second.seal_id) == (seal, None)
    assert bears_picture(first)
    assert not bears_picture(second)


def test_office_without_the_post_that_decided_has_no_seal_on_a_receipt(case, clerk, seal):
    services.issue_document(clerk, case_id=str(case.public_id), kind=DocumentKind.RECEIPT, now=NOW)
    assert CaseDocument.objects.get().seal_id is None
