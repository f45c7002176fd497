"""What leaders and everybody read of ratings: figures, never who rated."""

from dataclasses import replace
from datetime import timedelta

import pytest

from linli.engines.cases import queries, services
from linli.engines.cases.models import Case, Rating
from linli.engines.cases.tests.factories import NOW, filed, load_catalogue, task_of
from linli.engines.cases.tests.test_ratings import called, rate
from linli.engines.cases.values import CallbackOutcome, CasePermission, Grade
from linli.foundation.actors.values import Role
from linli.foundation.errors.values import ForbiddenError
from linli.registers.accounts.tests.factories import staff

pytestmark = pytest.mark.django_db


def declined(resident, city, clerk, key):
    made = filed(resident, city.community, key=key)
    services.record_outcome(clerk, task_id=task_of(made), outcome="decline", reason="x", now=NOW)
    return made


def many(resident, city, clerk, count, poor=1):
    for number in range(count):
        made = declined(resident, city, clerk, key=f"many-{number}")
        rate(resident, made, Grade.DISSATISFIED if number < poor else Grade.SATISFIED)


def figures(actor, by="item", now=NOW):
    return queries.rating_statistics(actor, by=by, now=now)


@pytest.mark.parametrize("by", queries.BY)
def test_figures_say_grades_and_who_did_not_rate(city, resident, clerk, street_officer, by):
    load_catalogue()
    declined(resident, city, clerk, key="not rated")
    many(resident, city, clerk, 5)
    (row,) = figures(street_officer, by)
    assert (row.grades, row.rated, row.not_rated) == ((0, 4, 0, 1, 0), 5, 1)
    assert (row.to_call, row.called, row.called_percent) == (0, 0, None)
    (late,) = figures(street_officer, by, NOW + timedelta(days=30))
    assert (late.to_call, late.called_percent) == (1, 0)


def test_a_call_back_in_time_is_counted(city, resident, clerk, street_officer):
    load_catalogue()
    many(resident, city, clerk, 5)
    called(street_officer, Rating.objects.get(grade=2).case, CallbackOutcome.MENDED)
    (row,) = figures(street_officer)
    assert (row.to_call, row.called, row.called_percent) == (1, 1, 100)


def test_under_five_nothing_is_said(city, resident, clerk, street_officer):
    load_catalogue()
    many(resident, city, clerk, 4)
    (row,) = figures(street_officer)
    assert (row.is_suppressed, row.grades, row.rated, row.not_rated) == (True, (), 0, 0)


def test_what_was_set_aside_is_not_counted(city, resident, clerk, street_officer):
    load_catalogue()
    many(resident, city, clerk, 6)
    Rating.objects.filter(grade=2).update(set_aside_at=NOW)
    (row,) = figures(street_officer)
    assert (row.rated, row.set_aside, row.not_rated, row.grades[3]) == (5, 1, 0, 0)
    assert queries.rating_figures(street_officer).rated == 5


def test_sealed_cases_and_other_lines_are_left_out(city, resident, clerk, street_officer):
    load_catalogue()
    many(resident, city, clerk, 5)
    elsewhere = staff("外街", Role.STREET_OFFICER, city.other_office, city.other_street)
    assert figures(elsewhere) == ()
    Case.objects.update(compartment="legal_aid")
    post = replace(street_officer.holdings[0], compartments=frozenset({"legal_aid"}))
    assert figures(replace(street_officer, holdings=(post,))) == ()
    assert queries.rating_figures(street_officer).is_suppressed


def test_figures_are_for_who_supervises(clerk):
    assert not clerk.may(CasePermission.SUPERVISE)
    with pytest.raises(ForbiddenError):
        figures(clerk)


@pytest.mark.parametrize(("count", "is_there"), [(9, False), (10, True)])
def test_everybody_reads_how_an_item_was_rated_from_ten_on(
    city, resident, clerk, client, count, is_there
):
    load_catalogue()
    many(resident, city, clerk, count, poor=2)
    code = Case.objects.values_list("item_code", flat=True)[0]
    page = client.get(f"/items/{code}/").text
    assert ("居民评价" in page) is is_there
    assert ("80%" in page) is is_there
