"""The word that stands before 字 in the numbers of an organisation's documents."""

import pytest

from linli.registers.organisations import queries
from linli.registers.organisations.models import Organisation
from linli.registers.organisations.rules import document_word


@pytest.mark.parametrize(
    ("function", "places", "word"),
    [
        ("civil_affairs", ["天津市"], "天津民"),
        ("civil_affairs", ["天津市", "和平区"], "和平民"),
        ("street_office", ["天津市", "和平区", "劝业场街道"], "和平劝业场办"),
        ("street_office", ["天津市", "蓟州区", "下营镇"], "蓟州下营办"),
        ("committee", ["天津市", "和平区", "劝业场街道", "花园路社区居委会"], "和平劝业场花园路居"),
        ("provider", ["天津市", "和平区"], "和平"),
        ("street_office", ["天津市", "蓟县", "镇"], "蓟县镇办"),
    ],
)
def test_word_is_made_of_place_and_function(function, places, word):
    assert document_word(function, places) == word


def test_word_that_the_register_says_holds(city):
    body = queries.organisation(city.office)
    assert queries.document_word(body) == "和平劝业场办"
    Organisation.objects.filter(pk=city.office).update(document_word="津和劝")
    assert queries.document_word(queries.organisation(city.office)) == "津和劝"


def test_operator_sets_the_word(city, operator, client_for):
    body = queries.organisation(city.office)
    given = {"name": body.name, "document_word": "津和劝"}
    address = f"/desk/organisations/{body.public_id}/change/"
    assert client_for(operator).post(address, given).status_code == 303
    assert queries.organisation(city.office).document_word == "津和劝"
