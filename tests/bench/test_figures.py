"""What script/bench computes and prints; nothing here measures time."""

import json

import pytest
from bench import figures
from bench.figures import Leg
from bench.load import Requests
from bench.scenarios import SCENARIOS

from tests.house.house import ROOT, parsed


def leg(count, *, seconds=1.0, cpu=1.0, database=0.0, latency=1.0):
    return Leg(seconds, (latency,) * count, cpu, database, 0.1)


@pytest.mark.parametrize(
    ("share", "value"), [(0.01, 1), (0.5, 50), (0.99, 99), (0.991, 100), (1, 100)]
)
def test_percentile_is_the_value_of_nearest_rank(share, value):
    assert figures.percentile(range(100, 0, -1), share) == value


def test_percentile_of_one_value_is_that_value():
    assert figures.percentile([7.5], 0.99) == 7.5


def test_figures_are_medians_over_rounds():
    legs = [leg(100, cpu=1), leg(200, cpu=1, database=0.4), leg(1000, cpu=1)]
    found = figures.figures(legs, statements=9)
    assert (found.requests, found.requests_per_second) == (1300, 200)
    assert (found.cpu_ms, found.database_cpu_ms) == (5, 0)
    assert (found.p50_ms, found.p99_ms, found.statements) == (1, 1, 9)


def test_ratios_are_taken_round_by_round():
    pairs = [(leg(100), leg(50)), (leg(400), leg(100)), (leg(10), leg(4))]
    found = figures.compared(pairs)
    assert str(found.throughput) == "0.40 (0.25–0.50)"
    assert (found.cpu.low, found.cpu.median, found.cpu.high) == (2, 2.5, 4)


def test_work_of_the_database_counts():
    found = figures.compared([(leg(100, cpu=1, database=1), leg(100, cpu=1, database=3))])
    assert found.cpu.median == 2


def test_table_lines_up_and_names_the_reference():
    found = {
        name: figures.figures([leg(count)], statements=count // 8)
        for name, count in (("trivial", 400), ("application", 100))
    }
    ratios = {"application": figures.compared([(leg(400), leg(100))])}
    lines = figures.table(found, ratios, reference="trivial").splitlines()
    assert "throughput / trivial" in lines[0]
    assert lines[1].split() == ["trivial", "400", "1.0", "1.0", "2.50", "0.00", "50", "1", "1"]
    assert lines[2].split()[:7] == ["application", "100", "1.0", "1.0", "10.00", "0.00", "12"]
    assert len({len(line) for line in lines}) == 1


def test_plain_is_json():
    ratios = figures.plain({"a": figures.compared([(leg(3), leg(1))])})
    assert json.loads(json.dumps(ratios))["a"]["throughput"] == {
        "median": 0.333,
        "low": 0.333,
        "high": 0.333,
    }


def test_request_takes_each_fresh_value_once():
    caller = {"headers": {"Key": "{fresh}"}, "body": "é{fresh}", "fresh": ["one", "three"]}
    requests = Requests("POST", "/x", caller)
    head, _, body = requests.next("More: 1").partition(b"\r\n\r\n")
    assert body.decode() == "éone"
    assert head.decode().splitlines() == [
        "POST /x HTTP/1.1",
        "Host: localhost",
        "Key: one",
        "More: 1",
        "Content-Length: 5",
    ]
    assert b"three" in requests.next()
    assert requests.next() == b""


def test_request_that_was_not_sent_is_the_next():
    requests = Requests("GET", "/x", {"headers": {}, "fresh": ["one"]})
    requests.next()
    requests.put_back()
    assert requests.next()


def test_every_scenario_can_be_prepared():
    names = {getattr(node, "name", "") for node in parsed(ROOT / "bench" / "prepare.py").body}
    assert set(SCENARIOS) <= names
