"""Numbers of a series: from one, without gap, without twins."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from linli.foundation.numbering import services
from linli.foundation.numbering.rules import document_number


@pytest.mark.django_db
def test_numbers_count_from_one_for_each_series_and_year():
    given = [("a", 2026), ("a", 2026), ("b", 2026), ("a", 2027)]
    assert [services.next_in(name, year=year) for name, year in given] == [1, 2, 1, 1]


@pytest.mark.django_db
def test_number_of_an_undone_transaction_is_given_again():
    services.next_in("a", year=2026)
    with transaction.atomic():
        services.next_in("a", year=2026)
        transaction.set_rollback(True)
    assert services.next_in("a", year=2026) == 2


@pytest.mark.django_db(transaction=True)
def test_many_at_once_have_no_gap_and_no_twins():
    barrier = Barrier(4)

    def take(_):
        try:
            barrier.wait(10)
            return [services.next_in("a", year=2026) for _ in range(5)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        taken = [number for numbers in pool.map(take, range(4)) for number in numbers]
    assert sorted(taken) == list(range(1, 21))


def test_number_is_written_as_official_documents_write_it():
    assert document_number(word="津西民救", year=2026, ordinal=12) == "津西民救字〔2026〕12号"
