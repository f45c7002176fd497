"""Reads of accounts, posts and tokens; builds the actor."""

from linli.registers.accounts.queries.accounts import (
    PHONE,
    account_found,
    account_of_person,
    by_phone,
    contact,
    display_name,
    display_names,
    phone_index,
    phone_of,
    user_display,
)
from linli.registers.accounts.queries.actors import (
    actor_for_account,
    actor_for_token,
    actor_of,
    own_id,
)
from linli.registers.accounts.queries.posts import (
    holders_of,
    holding_view,
    post,
    post_view,
    posts,
)
from linli.registers.accounts.queries.tokens import (
    grantable_scopes,
    token_view,
    tokens,
)

__all__ = [
    "PHONE",
    "account_found",
    "account_of_person",
    "actor_for_account",
    "actor_for_token",
    "actor_of",
    "by_phone",
    "contact",
    "display_name",
    "display_names",
    "grantable_scopes",
    "holders_of",
    "holding_view",
    "own_id",
    "phone_index",
    "phone_of",
    "post",
    "post_view",
    "posts",
    "token_view",
    "tokens",
    "user_display",
]
