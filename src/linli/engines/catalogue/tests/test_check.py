"""Each rule is shown by breaking one thing in the city's own pack."""

import re

import pytest

from linli.engines.catalogue.tests.factories import copy_of_pack
from linli.foundation.packs import services as packs

ALLOWANCES = "items/B3.21-22-disability-allowances.yaml"
DOCTOR = "items/B2.02-family-doctor.yaml"
LEGAL_AID = "items/B5.02-legal-aid.yaml"
DIBAO = "items/B3.10-dibao.yaml"
FAMILIES = "items/B3.26-special-family-contacts.yaml"


@pytest.fixture
def root(tmp_path):
    return copy_of_pack(tmp_path)


def break_(root, file, old, new, count=1):
    """Replace the first place and return its line."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults(root):
    return packs.check(root)


def fault_at(root, field):
    found = {fault.field: fault for fault in faults(root)}
    assert field in found, [str(fault) for fault in found.values()]
    return found[field]


@pytest.mark.plan("B2", "B3", "B5")
def test_the_pack_as_it_is_has_no_faults(root):
    assert faults(root) == ()


BROKEN = {
    ALLOWANCES: [
        ("next: federation", "next: federal", "flow.stages.accept.outcomes.accept.next"),
        ("place: applicant.hukou", "place: applicant.phone", "flow.place"),
        ("place: applicant.hukou", "place: applicant.where", "flow.place"),
        ("limit: 5 working days", "limit: 5 days", "flow.stages.federation.limit"),
        ("by: district disabled_federation", "by: district moon", "flow.stages.federation.by"),
        ("need: card.valid", "need: card.vaild", "eligibility.0.need"),
        ("need: card.valid", "need: card.grade", "eligibility.0.need"),
        ("need: card.valid", "need: __import__('os')", "eligibility.0.need"),
        ("amount: parameter.care_allowance", "amount: parameter.care", "grants.1.amount"),
        ("amount: parameter.care_allowance", "amount: 5 / 0", "grants.1.amount"),
        ("card.grade <= 2 and not", "card.grade <= '2' and not", "let.care.due"),
        ("category: disability", "category: disabled", "category"),
        ("life_events: [disability,", "life_events: [disabled,", "life_events.0"),
        ("- include: account", "- include: acount", "form.4"),
        (
            "{id: valid, type: yes_no,",
            "{id: valid, type: choice, options_from: states,",
            "form.1.fields.1.options_from",
        ),
        (
            "{id: valid, type: yes_no,",
            "{id: valid, type: file, accept: [pdf, document],",
            "form.1.fields.1.accept",
        ),
        ("kind: decision", "kind: decided", "results.0.kind"),
        ("visits: {count: 0}", "visits: {count: 2}", "visits.why"),
        ("handling: promised", "handling: instant", "handling"),
        ("promised: 10 working days", "promised: 9 working days", "limits.promised"),
        ('complaint: "12345"', 'complaint: "call us"', "contacts.complaint"),
        (
            "fee: none",
            "fee: {name: {zh: 工本费, en: Cost}, standard: {zh: 5元, en: 5 yuan}, basis: {title: {zh: 某文, en: Paper}}}",  # noqa: E501
            "fee.basis",
        ),
        ("  - {id: hukou, need", "  - {id: card, need", "eligibility.1.id"),
        (
            "name: {zh: 街道受理, en: Acceptance by the street}",
            "name: {zh: 街道受理}",
            "flow.stages.accept.name",
        ),
        ("living: 300 yuan", "living: 301 yuan", "tests.0.expect.grants"),
        ("decide: 2026-12-07", "decide: 2026-12-08", "tests.0.expect.due"),
        ('place: "120103001001"', 'place: "120103001002"', "tests.0.expect.place"),
        (
            "card: {valid: yes, grade: 1}",
            "card: {valid: yes, garde: 1}",
            "tests.0.given.card.garde",
        ),
    ],
    LEGAL_AID: [
        ("statutory: 10 calendar", "statutory: 9 calendar", "limits.promised"),
        ('enquiry: "12348"', 'enquiry: "12345"', "contacts.complaint"),
    ],
    DOCTOR: [
        (
            "options:\n          - {value: 1,",
            "choices:\n          - {value: 1,",
            "form.1.fields.4.choices",
        ),
    ],
    "shared/person.yaml": [
        ("type: phone", "type: fone", "0.fields.3.type"),
    ],
    DIBAO: [
        ("who: age(row.birth_date) >= 18", "who: age(row.birth_date)", "authorisation.who"),
        ("who: age(row.birth_date) >= 18", "who: row.nobody", "authorisation.who"),
    ],
    "parameters.yaml": [
        ("to: 2025-08-31", "to: 2019-08-31", "parameters.dibao_standard.values.0"),
    ],
    "topics.yaml": [
        (
            "name: {zh: 残疾人服务, en: Disability}",
            "name: {zh: 残疾人服务}",
            "categories.disability.name",
        ),
    ],
}


@pytest.mark.parametrize(
    ("file", "old", "new", "field"), [(file, *row) for file, rows in BROKEN.items() for row in rows]
)
def test_one_thing_broken_is_a_fault_at_its_line(root, file, old, new, field):
    line = break_(root, file, old, new)
    fault = fault_at(root, field)
    assert (fault.file, fault.line) == (file, line)
    assert fault.message
    assert fault.mend
    assert re.fullmatch(r"[^:]+:[0-9]+ \S+: .+ → .+", str(fault), re.DOTALL)


ELSEWHERE = [  # and how many lines below what was broken the fault stands
    (ALLOWANCES, "channels: [portal, desk, agent]", "channels: [desk]", "visits.count", 1),
    (ALLOWANCES, "name: {zh: 残疾人两项补贴决定书", "name: {zh: 残疾人证", "results.0.kind", 1),
    (ALLOWANCES, "delivery: [online, counter, bank]", "delivery: [online]", "results", -3),
    (ALLOWANCES, "    when: not known(disability.number)\n", "", "materials.0.when", -3),
    (
        "parameters.yaml",
        "to: 2025-08-31",
        "to: 2025-09-30",
        "parameters.dibao_standard.values.1.from",
        1,
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "field", "below"), ELSEWHERE)
def test_fault_stands_where_it_is_to_be_mended(root, file, old, new, field, below):
    line = break_(root, file, old, new)
    fault = fault_at(root, field)
    assert (fault.file, fault.line) == (file, line + below)


def test_sealed_readers_need_a_compartment(root):
    break_(root, FAMILIES, "compartment: special_families", 'compartment: ""')
    found = [str(fault) for fault in faults(root)]
    assert found
    assert all(fault.split(" → ")[0].count(":") for fault in found)
    assert any("compartment" in fault or "专人范围" in fault for fault in found)


def test_two_items_of_one_code(root):
    break_(root, DOCTOR, "item: B2.02", "item: B5.02")
    assert [(fault.file, fault.field) for fault in faults(root)] == [(LEGAL_AID, "item")]


def test_a_fault_in_a_shared_piece_is_named_in_its_own_file(root):
    break_(root, "shared/person.yaml", "show: applicant.hukou_here", "show: applicant.hukou_her")
    files = {fault.file for fault in faults(root)}
    assert files == {"shared/person.yaml"}


def test_a_ring_of_formulas_is_found(root):
    break_(
        root,
        ALLOWANCES,
        '  care.due: "card.grade <= 2 and not other.injury_care"',
        '  care.due: "living.too"\n  living.too: "care.due"',
    )
    assert any("let." in fault.field for fault in faults(root))


def test_a_licence_says_what_silence_means(root):
    break_(root, ALLOWANCES, "type: benefit", "type: licence")
    assert [fault.field for fault in faults(root)] == ["flow.silence_accepts"]


def test_a_limit_nobody_knows_is_no_fault(root):
    break_(root, ALLOWANCES, "promised: 10 working days", "promised: unknown")
    assert faults(root) == ()
