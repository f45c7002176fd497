"""docs/coverage.md and the tests tell the same story about the plan."""

import ast
import re

from tests.house.house import ROOT, parsed

ROW = re.compile(r"^\| ([A-H]\d{1,2}) \| (.*?) \| (.*?) \| (.*?) \|$", re.MULTILINE)
LAST = {"A": 8, "B": 8, "C": 3, "D": 7, "E": 10, "F": 9, "G": 4, "H": 8}
CLAUSES = [f"{letter}{number}" for letter, last in LAST.items() for number in range(1, last + 1)]


def rows():
    text = (ROOT / "docs" / "coverage.md").read_text("utf-8")
    return {clause: stands for clause, stands, _where, _tests in ROW.findall(text)}


def marked():
    """Return the clauses that tests name in `@pytest.mark.plan`."""
    found = set()
    for path in [*ROOT.glob("src/**/test_*.py"), *ROOT.glob("tests/**/test_*.py")]:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.plan":
                found |= {ast.literal_eval(argument) for argument in node.args}
    return found


def test_every_clause_has_its_row():
    assert list(rows()) == CLAUSES


def test_marks_name_clauses_of_the_plan():
    assert marked() - set(CLAUSES) == set()


def test_what_stands_is_tested():
    standing = {clause for clause, stands in rows().items() if stands != "not yet"}
    assert standing - marked() == set()


def test_what_is_tested_is_told():
    silent = {clause for clause, stands in rows().items() if stands == "not yet"}
    assert marked() & silent == set()
