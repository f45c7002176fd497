"""What is signed: genuine as it left us, and nothing else is."""

import base64
import io
import json
import string
from datetime import UTC, date, datetime
from typing import Any

import pypdf
import pytest
import segno
from django.core.management import call_command
from django.utils import translation
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from linli.foundation.documents import rules, services, signing
from linli.foundation.documents.rules.facts import LONGEST
from linli.foundation.documents.rules.keys import published
from linli.foundation.documents.values import Facts, PublicKeys, Verdict

AT = datetime(2026, 11, 23, 6, tzinfo=UTC)
PAGE = "https://linli.example/cases/verify/"
FACTS = Facts(
    serial="JG2611237K3QXW9CABC",
    kind="result",
    decision="granted",
    office="天津市和平区民政局",
    number="和平民字〔2026〕12号",
    item="困难残疾人生活补贴",
    holder="䶮*𠮷",
    issued_on=date(2026, 11, 23),
)


@pytest.fixture(autouse=True)
def _keys(own_keys):
    return own_keys


def paper(**data):
    return services.signed_pdf(
        "documents/pdf/blank.typ", {"title": "通知"} | data, facts=FACTS, page=PAGE, at=AT
    )


def verdict(content):
    return rules.check_file(content, services.public_keys()).verdict


def code_verdict(code):
    return rules.check_code(code, services.public_keys()).verdict


def test_code_gives_back_the_facts_rare_characters_too():
    checked = rules.check_code(services.signed_code(FACTS), services.public_keys())
    assert checked.is_genuine
    assert checked.facts == FACTS


def test_code_is_read_from_the_address_that_a_camera_gives():
    code = services.signed_code(FACTS)
    assert code_verdict(f" {PAGE}#{code.lower()}\n") is Verdict.GENUINE


def test_code_with_any_sign_changed_is_not_genuine():
    code = services.signed_code(FACTS)
    swap = {sign: "A" if sign != "A" else "B" for sign in string.ascii_uppercase + "234567"}
    for place in range(0, len(code) - 1, 7):
        changed = code[:place] + swap[code[place]] + code[place + 1 :]
        assert code_verdict(changed) is not Verdict.GENUINE


def test_changed_facts_are_altered():
    code = services.signed_code(FACTS)
    blob = base64.b32decode(code + "=" * (-len(code) % 8))
    changed = base64.b32encode(blob.replace(b"granted", b"refused")).decode()
    assert code_verdict(changed) is Verdict.ALTERED


def test_code_of_another_key_is_forged(own_keys):
    ours = services.public_keys()
    own_keys.unlink()
    signing.keys.cache_clear()
    checked = rules.check_code(services.signed_code(FACTS), ours)
    assert (checked.verdict, checked.facts) == (Verdict.FORGED, None)


def test_code_of_another_key_under_the_id_of_ours_is_altered():
    ours = services.public_keys()
    (our_id,) = ours.keys
    forged = rules.code_of(FACTS, key_id=our_id, sign=lambda _: b"\0" * 64)
    assert rules.check_code(forged, ours).verdict is Verdict.ALTERED


def test_what_an_older_key_signed_stays_genuine_and_nobody_can_sign_with_it(own_keys):
    code, content = services.signed_code(FACTS), paper()
    before = json.loads(own_keys.read_text())["secret"]
    services.add_key()
    assert code_verdict(code) is verdict(content) is Verdict.GENUINE
    assert before not in own_keys.read_text()
    assert services.signed_code(FACTS) != code


def test_processes_see_a_key_that_another_added():
    services.signed_code(FACTS)
    old = signing.keys()
    services.add_key()
    code = services.signed_code(FACTS)
    assert old.current != signing.keys().current
    assert code_verdict(code) is Verdict.GENUINE


@hypothesis(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_is_answered(text):
    keys = PublicKeys({})
    assert rules.check_code(text, keys).verdict in {Verdict.UNREADABLE, Verdict.FORGED}


@hypothesis(max_examples=40)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_names_make_a_code_that_is_genuine(office, holder):
    office = office.encode("utf-8", "replace").decode()
    holder = holder.encode("utf-8", "replace").decode()
    facts = Facts("S", "letter", "", office, "", "", holder, date(2026, 1, 1))
    checked = rules.check_code(services.signed_code(facts), services.public_keys())
    assert checked.is_genuine
    assert checked.facts is not None
    assert len(checked.facts.holder) <= LONGEST


def test_signed_file_is_genuine_and_opens_tagged():
    content = paper()
    assert verdict(content) is Verdict.GENUINE
    root: Any = pypdf.PdfReader(io.BytesIO(content), strict=True).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_same_facts_make_the_same_signed_bytes():
    assert paper() == paper()


def test_file_with_any_byte_changed_is_not_genuine():
    content = paper()
    for place in range(0, len(content), 997):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        assert verdict(changed) is not Verdict.GENUINE


@pytest.mark.parametrize("more", [b"\n", b"%\n", b"1 0 obj\nendobj\nstartxref\n0\n%%EOF\n"])
def test_file_with_something_added_is_altered(more):
    assert verdict(paper() + more) is Verdict.ALTERED


def test_facts_of_another_file_do_not_fit():
    content, other = paper(), services.signed_code(FACTS)
    services.add_key()
    changed = content.replace(other.encode(), services.signed_code(FACTS).encode())
    assert changed != content
    assert verdict(changed) is Verdict.ALTERED


def test_file_of_another_key_is_forged(own_keys):
    ours = services.public_keys()
    own_keys.unlink()
    signing.keys.cache_clear()
    assert rules.check_file(paper(), ours).verdict is Verdict.FORGED


def test_file_without_signature_and_what_is_no_file_are_told_apart():
    plain = services.pdf("documents/pdf/blank.typ", {"title": "a"}, at=AT)
    assert verdict(plain) is Verdict.UNSIGNED
    assert verdict(b"GIF89a") is Verdict.UNREADABLE


def test_published_list_knows_what_was_revoked_and_no_secret(own_keys):
    listed = json.loads(json.dumps(services.published(revoked=[FACTS.serial], now=AT)))
    keys = rules.read_published(listed)
    assert rules.check_code(services.signed_code(FACTS), keys).verdict is Verdict.REVOKED
    assert rules.check_file(paper(), keys).verdict is Verdict.REVOKED
    assert json.loads(own_keys.read_text())["secret"] not in json.dumps(listed)
    assert FACTS.serial not in json.dumps(listed)


@pytest.mark.parametrize(
    "content",
    [None, [], {}, {"format": "linli-keys-1"}, {"format": "linli-keys-1", "keys": {"a": "!"}},
     {"format": "linli-keys-1", "keys": {"a": "AAAA"}}],
)  # fmt: skip
def test_list_that_is_none_is_refused(content):
    with pytest.raises(ValueError, match="key"):
        rules.read_published(content)


def test_key_under_a_false_id_is_known_by_its_own():
    listed = published({b"abcd": b"k" * 32}, revoked=[], made_at="")
    assert list(rules.read_published(listed).keys) == [rules.key_id(b"k" * 32)]


def test_code_scans_from_three_centimetres():
    """73 modules with the quiet zone on 34 mm: 0.46 mm each (ISO/IEC 18004 asks for 0.25)."""
    code = services.signed_code(FACTS)
    parts: Any = [f"{PAGE}#", code]
    made = segno.make(parts, error="m", micro=False)
    assert made.symbol_size()[0] <= 77
    assert "<path" in services.qr_svg(f"{PAGE}#{code}")


def test_every_verdict_has_its_own_sentence_in_both_languages():
    said = set()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said |= {str(one.label) for one in Verdict}
    assert len(said) == 2 * len(Verdict)


def test_keys_are_their_owners_only(own_keys):
    services.signed_code(FACTS)
    assert own_keys.stat().st_mode & 0o777 == 0o600


def test_command_adds_a_key_and_shows_no_secret(own_keys, capsys):
    call_command("signing", "--add")
    shown = capsys.readouterr().out
    assert "  signs" in shown
    assert json.loads(own_keys.read_text())["secret"] not in shown
