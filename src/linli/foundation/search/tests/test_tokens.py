import os
import subprocess
import sys

from linli.foundation.search.tokens import of_query, of_text, readings, segmented, stem


def test_characters_pairs_syllables_and_initials():
    assert of_text("低保") == {"c:低", "c:保", "b:低保", "s:di bao", "i:db"}


def test_two_readings_of_one_character_are_both_kept():
    assert readings("银行") == (("yin",), ("xing", "hang"))


def test_english_words_are_found_by_their_beginning():
    assert {"w:doctor", "p:do", "p:doct"} <= of_text("Doctors")


def test_words_of_asking_are_left_out():
    assert "c:我" not in of_query("我想请问怎么办低保")
    assert "b:低保" in of_query("我想请问怎么办低保")


def test_nothing_but_words_of_asking_is_asked_all_the_same():
    assert "b:办理" in of_query("我要办理")


def test_small_english_words_ask_for_nothing():
    assert of_query("how to get the") == frozenset()


def test_initials_are_looked_for_only_where_letters_were_typed():
    assert not any(token.startswith("i:") for token in of_query("残补"))
    assert "i:cb" in of_query("cb")


def test_pinyin_without_spaces_is_cut_into_syllables():
    assert segmented("jiatingyisheng") == ("jia", "ting", "yi", "sheng")
    assert segmented("xyz") == ()


def test_endings_of_words():
    assert [stem(word) for word in ("allowances", "families", "class", "is")] == [
        "allowance",
        "family",
        "class",
        "is",
    ]


def test_pypinyin_waits_for_the_first_search():
    code = "import sys, linli.foundation.search.index; sys.exit('pypinyin' in sys.modules)"
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], check=False, env=environ)  # noqa: S603
    assert done.returncode == 0
