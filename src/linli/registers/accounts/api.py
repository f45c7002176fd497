"""Accounts for programs: `router` for oneself and one's tokens, `staff` for posts."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Router

from linli.foundation.actors.values import Actor, Role
from linli.foundation.calendar import clock
from linli.foundation.calls import rules
from linli.foundation.calls.schemas import Limit, ReasonGiven, Text
from linli.foundation.calls.values import Call
from linli.foundation.errors.values import ForbiddenError, NotFoundError
from linli.registers.accounts import queries, services
from linli.registers.accounts import schemas as shapes
from linli.registers.accounts.values import AbsenceView, AccountView, HoldingView, PostView
from linli.registers.organisations import queries as organisations
from linli.registers.people import queries as people

router = Router()
staff = Router()


# ── oneself ────────────────────────────────────────────────────────────────
@router.get("/me", response=shapes.MeOut, summary=_("Who calls, with which posts and scopes"))
def me(request: Call) -> Actor:
    return request.actor


@router.put("/me", response={204: None}, summary=_("Change one's name and language"))
def rename(request: Call, body: shapes.Renamed) -> None:
    services.rename(request.actor, name=body.name, language=body.language, now=clock.now())


@router.get("/tokens", response=shapes.TokensOut, summary=_("One's tokens, without secrets"))
def tokens(request: Call) -> dict[str, Any]:
    return {"items": queries.tokens(request.actor)}


@router.get("/tokens/scopes", response=shapes.ScopesOut, summary=_("What a token of one's may do"))
def scopes(request: Call) -> dict[str, Any]:
    return {"items": queries.grantable_scopes(request.actor)}


@router.post(
    "/tokens",
    response={201: shapes.TokenMade},
    summary=_("Make a token; only with a session, never with a token"),
)
def issue_token(request: Call, body: shapes.TokenGiven) -> dict[str, Any]:
    if request.actor.scopes is not None:
        raise ForbiddenError
    token, secret = services.issue_token(
        request.actor,
        name=body.name,
        scopes=body.scopes,
        expires_at=body.expires_at,
        now=clock.now(),
    )
    return {"token": token, "secret": secret}


@router.delete("/tokens/{int:token_id}", response={204: None}, summary=_("Make a token useless"))
def revoke_token(request: Call, token_id: int) -> None:
    services.revoke_token(request.actor, token_id=rules.key(token_id), now=clock.now())


# ── posts ──────────────────────────────────────────────────────────────────
@staff.get("/staff/posts", response=shapes.PostsOut, summary=_("Posts and who holds them"))
def posts(
    request: Call,
    text: Text = "",
    role: Role | None = None,
    organisation: UUID | None = None,
    cursor: Text = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    body = (
        organisations.by_public_id(request.actor, public_id=organisation) if organisation else None
    )
    found = queries.posts(
        request.actor, text=text, role=role or "", organisation_id=body.id if body else None
    )
    return rules.page(found, cursor=cursor, limit=limit)


@staff.get("/staff/posts/{int:post_id}", response=shapes.PostOut, summary=_("One post"))
def post(request: Call, post_id: int) -> PostView:
    return queries.post(request.actor, post_id=rules.key(post_id))


@staff.post("/staff/posts", response={201: shapes.PostOut}, summary=_("Make a post"))
def create_post(request: Call, body: shapes.PostGiven) -> PostView:
    at = organisations.by_public_id(request.actor, public_id=body.organisation)
    return services.create_post(
        request.actor,
        role=body.role,
        organisation_id=at.id,
        division_code=body.division_code or "",
        title=body.title,
        compartments=body.compartments,
        now=clock.now(),
    )


@staff.post(
    "/staff/posts/{int:post_id}/close",
    response={204: None},
    summary=_("Close a post that nobody holds"),
)
def close_post(request: Call, post_id: int) -> None:
    services.close_post(request.actor, post_id=rules.key(post_id), now=clock.now())


@staff.post(
    "/staff/posts/{int:post_id}/appointments",
    response={201: shapes.TermOut},
    summary=_("Appoint somebody to a post"),
)
def appoint(request: Call, post_id: int, body: shapes.AppointmentGiven) -> HoldingView:
    return services.appoint(
        request.actor, post_id=rules.key(post_id), **body.model_dump(), now=clock.now()
    )


@staff.post(
    "/staff/terms/{int:term_id}/end", response={204: None}, summary=_("End somebody's term now")
)
def end_term(request: Call, term_id: int, body: ReasonGiven) -> None:
    services.end_term(
        request.actor, holding_id=rules.key(term_id), reason=body.reason, now=clock.now()
    )


# ── absences ───────────────────────────────────────────────────────────────
@staff.get(
    "/staff/absences",
    response=shapes.AbsencesOut,
    summary=_("One's absences, and for whom one stands in"),
)
def absences(request: Call) -> dict[str, Any]:
    now = clock.now()
    mine = queries.my_absences(request.actor, now=now)
    return {"items": mine, "stood_in": queries.stood_in(request.actor, now=now)}


@staff.get(
    "/staff/absences/line",
    response=shapes.AwayLineOut,
    summary=_("Who of one's line is away now or soon, and where nobody stands in"),
)
def away_in_line(request: Call) -> dict[str, Any]:
    return {"items": queries.away_in_line(request.actor, now=clock.now())}


@staff.post(
    "/staff/absences",
    response={201: shapes.AbsenceOut},
    summary=_("Enter an absence of one's own or of one's line; a roster enters shifts"),
)
def enter_absence(request: Call, body: shapes.AbsenceGiven) -> AbsenceView:
    return services.enter_absence(request.actor, **body.model_dump(), now=clock.now())


@staff.post(
    "/staff/absences/{uuid:absence_id}/cancel",
    response={204: None},
    summary=_("Cancel an absence, or what is left of it"),
)
def cancel_absence(request: Call, absence_id: UUID) -> None:
    services.cancel_absence(request.actor, absence_id=absence_id, now=clock.now())


# ── accounts of others ─────────────────────────────────────────────────────
@staff.post(
    "/staff/accounts",
    response={201: shapes.AccountOut},
    summary=_("Open an account for somebody at work"),
)
def open_account(request: Call, body: shapes.AccountGiven) -> AccountView:
    return services.open_account(request.actor, **body.model_dump(), now=clock.now())


@staff.post(
    "/staff/accounts/find",
    response=shapes.AccountOut,
    summary=_("Find the account with exactly this e-mail address or phone number"),
)
def account_found(request: Call, body: shapes.AccountAsked) -> AccountView:
    found = queries.account_found(request.actor, email_or_phone=body.email_or_phone)
    if found is None:
        raise NotFoundError
    return found


@staff.post(
    "/staff/accounts/{int:account_id}/person",
    response={204: None},
    summary=_("Link an account with the person whose document was shown"),
)
def link_person(request: Call, account_id: int, body: shapes.PersonLinked) -> None:
    person = people.person(request.actor, person_id=body.person)
    services.link_person(
        request.actor, account_id=rules.key(account_id), person_id=person.id, now=clock.now()
    )


@staff.post(
    "/staff/accounts/{int:account_id}/unlink",
    response={204: None},
    summary=_("Take the person from an account"),
)
def unlink_person(request: Call, account_id: int, body: shapes.PersonUnlinked) -> None:
    services.unlink_person(
        request.actor, account_id=rules.key(account_id), reason=body.reason, now=clock.now()
    )
