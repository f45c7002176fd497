from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from linli.foundation.calendar import queries, services
from linli.foundation.calendar.schemas import HolidaysFile
from linli.foundation.packs.values import Act, Document, Pack

NOW = datetime(2026, 11, 23, tzinfo=UTC)
WEDNESDAY = date(2027, 2, 3)


@pytest.fixture(autouse=True)
def _read_anew():
    queries.forget()
    yield
    queries.forget()


def pack(**lists) -> Pack:
    value = HolidaysFile.model_validate(lists)
    return Pack(Path(), {"holidays": (Document("holidays.yaml", lists, {}, value),)})


def day(on=WEDNESDAY, *, is_working=False):
    return {"day": on, "is_working": is_working, "source": "a notice"}


@pytest.mark.django_db
def test_loaded_day_is_off_and_the_listed_year_is_known(django_capture_on_commit_callbacks):
    assert queries.site_calendar().is_working(WEDNESDAY)
    with django_capture_on_commit_callbacks(execute=True):
        list(services.load(pack(days=[day()], years=[{"year": 2027, "source": "a notice"}]), NOW))
    assert not queries.site_calendar().is_working(WEDNESDAY)
    assert queries.site_calendar().known_until == date(2027, 12, 31)


@pytest.mark.django_db
def test_year_after_a_gap_stays_unknown():
    list(services.load(pack(years=[{"year": 2028, "source": "a notice"}]), NOW))
    assert queries.site_calendar().known_until == date(2026, 12, 31)


@pytest.mark.django_db
def test_loading_again_changes_nothing_and_leaving_out_removes():
    assert [change.act for change in services.load(pack(days=[day()]), NOW)] == [Act.ADDED]
    assert list(services.load(pack(days=[day()]), NOW)) == []
    changed = list(services.load(pack(days=[day(is_working=True)]), NOW))
    assert [change.act for change in changed] == [Act.CHANGED]
    assert [change.act for change in services.load(pack(), NOW)] == [Act.REMOVED]


@pytest.mark.django_db
def test_what_the_pack_changes_or_leaves_out_holds():
    def worked():
        queries.forget()
        return queries.site_calendar().is_working(WEDNESDAY)

    for given, expected in ((pack(days=[day()]), False), (pack(days=[day(is_working=True)]), True)):
        list(services.load(given, NOW))
        assert worked() is expected
    list(services.load(pack(days=[day()]), NOW))
    list(services.load(pack(), NOW))
    assert worked() is True


def test_day_given_twice_is_a_fault():
    faults = list(services.check(pack(days=[day(), day(is_working=True)])))
    assert [fault.field for fault in faults] == ["days.1.day"]


@pytest.mark.django_db
def test_second_question_costs_no_statement(django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.site_calendar()
        queries.site_calendar()


@pytest.mark.django_db
def test_what_another_process_loaded_is_read_after_a_while(monkeypatch):
    assert queries.site_calendar().is_working(WEDNESDAY)
    list(services.load(pack(days=[day()]), NOW))
    assert queries.site_calendar().is_working(WEDNESDAY)
    monkeypatch.setattr(queries, "FRESH_SECONDS", -1)
    assert not queries.site_calendar().is_working(WEDNESDAY)


def test_tianjin_file_fits_its_schema():
    from ruamel.yaml import YAML

    data = YAML(typ="safe").load(settings.ROOT / "packs" / "tianjin" / "holidays.yaml")
    assert HolidaysFile.model_validate(data)
