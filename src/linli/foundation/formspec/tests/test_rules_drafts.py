from linli.foundation.formspec.rules import check, with_consents, without_consents
from linli.foundation.formspec.schemas import Form
from linli.foundation.formspec.tests.factories import context, field, form, section


def test_one_section_is_judged_alone_and_keeps_no_consent():
    two = Form.model_validate(
        [
            section(field("a", "text"), field("ok", "consent")),
            section(field("b", "text"), name="more"),
        ]
    )
    sent = {"card": {"a": "x", "ok": True}, "more": {"stray": 1}}
    checked = check(two, sent, context=context(), section="card")
    assert (checked.answers, checked.problems) == ({"card": {"a": "x"}}, ())
    assert without_consents(two, sent) == {"card": {"a": "x"}, "more": {}}


def test_consent_of_a_draft_is_not_taken_but_that_of_this_request():
    one = form(field("a", "text"), field("ok", "consent"))
    draft = {"card": {"a": "x", "ok": True}}
    assert with_consents(one, draft, {}) == {"card": {"a": "x"}}
    given_now = {"card": {"a": "other", "ok": True}}
    assert with_consents(one, draft, given_now) == {"card": {"a": "x", "ok": True}}
