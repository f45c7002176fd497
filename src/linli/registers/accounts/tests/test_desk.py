import pytest

from linli.registers.accounts import queries
from linli.registers.accounts.models import Account, Post, PostHolding
from linli.registers.organisations.models import Organisation
from linli.registers.people import queries as people


@pytest.fixture
def post(clerk):
    return Post.objects.get(pk=clerk.holdings[0].post_id)


@pytest.mark.plan("G1")
@pytest.mark.parametrize("who", ["operator", "security_administrator", "auditor", "street_officer"])
def test_staff_list_shows_who_holds_what(client_for, request, clerk, who):
    answer = client_for(request.getfixturevalue(who)).get("/desk/staff/")
    assert answer.status_code == 200
    assert "赵敏".encode() in answer.content


@pytest.mark.parametrize("who", ["clerk", "resident"])
def test_staff_list_is_not_for_everybody(client_for, request, who):
    assert client_for(request.getfixturevalue(who)).get("/desk/staff/").status_code == 403


def test_post_of_another_division_is_not_found(client_for, street_officer, other_clerk):
    other = other_clerk.holdings[0].post_id
    assert client_for(street_officer).get(f"/desk/staff/posts/{other}/").status_code == 404


def test_operator_makes_a_post(client_for, operator, city):
    public_id = Organisation.objects.get(pk=city.office).public_id
    url = f"/desk/staff/organisations/{public_id}/posts/add/"
    answer = client_for(operator).post(url, {"role": "clerk", "title": "window 3"})
    assert answer.status_code == 303
    assert Post.objects.filter(title="window 3", organisation=city.office).exists()


def test_security_administrator_appoints_a_backup(
    client_for, security_administrator, post, resident
):
    given = {"who": "13800138001", "seat": "b", "starts_on": "2026-01-01"}
    url = f"/desk/staff/posts/{post.pk}/appoint/"
    answer = client_for(security_administrator).post(url, given)
    assert answer.status_code == 303
    assert PostHolding.objects.filter(
        post=post, account=resident.account_id, is_backup=True
    ).exists()


def test_taken_seat_is_told_and_answers_kept(client_for, security_administrator, post, resident):
    given = {"who": "13800138001", "seat": "a", "starts_on": "2026-01-01"}
    url = f"/desk/staff/posts/{post.pk}/appoint/"
    answer = client_for(security_administrator).post(url, given)
    assert answer.status_code == 409
    assert b"13800138001" in answer.content
    assert answer.context["form"].non_field_errors()


def test_ending_a_term_needs_a_reason(client_for, security_administrator, post):
    held = PostHolding.objects.get(post=post)
    url = f"/desk/staff/posts/{post.pk}/terms/{held.pk}/end/"
    browser = client_for(security_administrator)
    assert browser.post(url, {"reason": ""}).status_code == 422
    assert browser.post(url, {"reason": "moved"}).status_code == 303
    held.refresh_from_db()
    assert held.ended_at is not None


def test_colleague_gets_an_account(client_for, security_administrator):
    given = {"name": "何静", "email": "he@example.cn"}
    answer = client_for(security_administrator).post("/desk/staff/accounts/open/", given)
    assert answer.status_code == 303
    assert Account.objects.filter(name="何静").exists()


@pytest.mark.parametrize("page", ["", "posts/{post}/", "posts/{post}/appoint/", "accounts/open/"])
def test_pages_open_for_the_security_administrator(client_for, security_administrator, post, page):
    url = "/desk/staff/" + page.format(post=post.pk)
    assert client_for(security_administrator).get(url).status_code == 200


@pytest.mark.parametrize("page", ["posts/{post}/appoint/", "accounts/open/"])
def test_operators_do_not_fill_seats(client_for, operator, post, page):
    url = "/desk/staff/" + page.format(post=post.pk)
    assert client_for(operator).get(url).status_code == 403


def test_a_linked_account_is_unlinked_with_a_reason(clerk, proven_resident, client_for):
    present = people.person(clerk, person_id=proven_resident.person_id)
    address = f"/desk/staff/link/{present.public_id}/"
    browser = client_for(clerk)
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"reason": ""}).status_code == 422
    assert browser.post(address, {"reason": "认错了人"}).status_code == 303
    assert queries.account_of_person(present.id) is None
