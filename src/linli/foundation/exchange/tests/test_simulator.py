from linli.foundation.exchange import queries
from linli.foundation.exchange.providers.simulator import make
from linli.foundation.exchange.tests.factories import SOMEBODY, TODAY
from linli.foundation.exchange.values import (
    Found,
    Identity,
    NotFound,
    Question,
    Reason,
    Unavailable,
)

CARDS = """number,disability.valid,disability.grade,as_of,reference
120101195603080022,yes,1,,C-1
120101195603080023,no,,2026-11-01,
"""
WANTED = frozenset({"disability.valid", "disability.grade"})


def looked_up(folder, number, *, text=CARDS, register="disability_card", wanted=WANTED):
    path = folder / "cards.csv"
    if text:
        path.write_text(text, encoding="utf-8")
    provider = make(queries.registers()[register], {"path": path})
    return provider.look_up(
        Question(Identity("resident_id", number), wanted, "-", TODAY), timeout=1
    )


def test_a_row_is_an_entry_of_today(tmp_path):
    answer = looked_up(tmp_path, SOMEBODY.number)
    assert answer == Found({"disability.valid": True, "disability.grade": "1"}, TODAY, "C-1")


def test_a_day_and_an_empty_cell_are_kept_as_they_are(tmp_path):
    answer = looked_up(tmp_path, "120101195603080023")
    assert (answer.facts, str(answer.as_of)) == ({"disability.valid": False}, "2026-11-01")


def test_a_list_is_separated_by_semicolons(tmp_path):
    text = "number,household.relief\n120101195603080022,dibao;near_poor\n"
    wanted = frozenset({"household.relief"})
    answer = looked_up(tmp_path, SOMEBODY.number, text=text, register="household", wanted=wanted)
    assert answer.facts == {"household.relief": ["dibao", "near_poor"]}


def test_nobody_of_that_number_is_no_entry(tmp_path):
    assert looked_up(tmp_path, "120101195603080024") == NotFound()


def test_without_a_file_the_register_is_away(tmp_path):
    assert looked_up(tmp_path, SOMEBODY.number, text="") == Unavailable(Reason.AWAY)
