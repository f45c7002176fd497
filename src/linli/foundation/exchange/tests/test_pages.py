import pytest

from linli.faces.api.tests.programs import Program
from linli.foundation.exchange import registry, services
from linli.foundation.exchange.tests.factories import NOW, SOMEBODY, Stub, card, purpose

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(clerk):
    with registry.plugged({"disability_card": Stub(card())}):
        services.look_up(
            clerk, identity=SOMEBODY, wanted={"disability.grade"}, purpose=purpose(), now=NOW
        )


def test_auditor_sees_who_asked_what_and_why(auditor, client_for, clerk, asked):
    page = client_for(auditor).get("/desk/exchange/").content.decode()
    for words in (clerk.name, "残疾人证登记", "残疾等级", "残疾人两项补贴"):
        assert words in page


def test_a_filter_that_is_none_is_said(auditor, client_for, asked):
    assert client_for(auditor).get("/desk/exchange/?subject=x").status_code == 422


def test_program_of_an_auditor_reads_the_same(auditor, asked):
    found = Program(auditor).get("/exchange/entries", {"register_id": "disability_card"}).json()
    assert [(one["facts"], one["outcome"]) for one in found["items"]] == [
        (["disability.grade"], "found")
    ]


def test_nobody_else_reads(clerk, resident, client_for):
    for actor in (clerk, resident):
        assert client_for(actor).get("/desk/exchange/").status_code in {302, 403}
        assert Program(actor).get("/exchange/entries").status_code == 403
