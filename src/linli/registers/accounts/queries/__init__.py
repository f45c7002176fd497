"""Reads of accounts, posts and tokens; builds the actor."""

from linli.registers.accounts.queries.absences import (
    Cover,
    absence_view,
    away_in_line,
    covered_by,
    is_away,
    leads,
    my_absences,
    people_in_line,
    stood_in,
)
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
from linli.registers.accounts.queries.labels import (
    post_at,
    post_holders,
    post_labels,
    reachable_posts,
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
    "Cover",
    "absence_view",
    "account_found",
    "account_of_person",
    "actor_for_account",
    "actor_for_token",
    "actor_of",
    "away_in_line",
    "by_phone",
    "contact",
    "covered_by",
    "display_name",
    "display_names",
    "grantable_scopes",
    "holders_of",
    "holding_view",
    "is_away",
    "leads",
    "my_absences",
    "own_id",
    "people_in_line",
    "phone_index",
    "phone_of",
    "post",
    "post_at",
    "post_holders",
    "post_labels",
    "post_view",
    "posts",
    "reachable_posts",
    "stood_in",
    "token_view",
    "tokens",
    "user_display",
]
