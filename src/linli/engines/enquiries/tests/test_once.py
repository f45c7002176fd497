"""A question that is sent twice is one question; where it waits, a post stays open."""

import pytest

from linli.engines.cases.tests.factories import NOW
from linli.engines.enquiries.models import Enquiry
from linli.engines.enquiries.services import asking
from linli.engines.enquiries.tests.test_enquiries import _catalogue, asked, kinds, recorded
from linli.registers.accounts import services as accounts
from linli.registers.accounts.models import Post, PostHolding
from linli.registers.accounts.values import PostBusyError

pytestmark = pytest.mark.django_db
__all__ = ["_catalogue"]


def test_sent_twice_under_one_key_it_is_one_question(city, resident, other_resident, clerk):
    first = asked(resident, city.office, key="a")
    assert asked(resident, city.office, key="a") == first
    others = asked(other_resident, city.office, key="a")
    assert others != first
    assert asked(resident, city.office, key="b") not in {first, others}
    assert kinds(first) == ["asked"]


def test_recorded_twice_under_one_key_it_is_one_question_with_one_answer(clerk):
    row = recorded(clerk, key="a", answer="十点半。")
    assert recorded(clerk, key="a", answer="十点半。") == row
    assert kinds(row) == ["asked", "answered"]


def test_the_slower_of_two_presses_gets_what_the_other_made(city, resident, clerk, monkeypatch):
    first, known = asked(resident, city.office, key="a"), asking._made
    looks = [None]  # it looked before the other had written

    monkeypatch.setattr(asking, "_made", lambda *given: looks.pop() if looks else known(*given))
    assert asked(resident, city.office, key="a") == first
    assert Enquiry.objects.count() == 1


def test_without_a_key_two_are_two(city, resident, clerk):
    assert asked(resident, city.office) != asked(resident, city.office)


def test_a_post_at_which_a_question_waits_stays_open(clerk, operator):
    row = recorded(clerk)
    PostHolding.objects.filter(post=row.post_id).update(ended_at=NOW)
    with pytest.raises(PostBusyError):
        accounts.close_post(operator, post_id=row.post_id, now=NOW)
    assert Post.objects.get(pk=row.post_id).closed_on is None
    Enquiry.objects.filter(pk=row.pk).update(state="closed", closed_at=NOW, answered_at=NOW)
    accounts.close_post(operator, post_id=row.post_id, now=NOW)
    assert Post.objects.get(pk=row.post_id).closed_on
