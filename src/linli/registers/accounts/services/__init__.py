"""The writes of accounts, posts and tokens."""

from linli.registers.accounts.services.absences import cancel_absence, enter_absence
from linli.registers.accounts.services.accounts import (
    confirm_phone,
    link_person,
    open_account,
    rename,
    set_phone,
    unlink_person,
)
from linli.registers.accounts.services.posts import appoint, close_post, create_post, end_term
from linli.registers.accounts.services.tokens import issue_token, note_token_use, revoke_token

__all__ = [
    "appoint",
    "cancel_absence",
    "close_post",
    "confirm_phone",
    "create_post",
    "end_term",
    "enter_absence",
    "issue_token",
    "link_person",
    "note_token_use",
    "open_account",
    "rename",
    "revoke_token",
    "set_phone",
    "unlink_person",
]
