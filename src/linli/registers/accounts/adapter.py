"""Where allauth and Django's admin ask us.

They ask for phones and words, where to go after sign-in, how secrets are kept, who may see rows.
"""

from __future__ import annotations

import base64
import uuid
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import PhoneVerificationStage
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.contrib.admin import AdminSite
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.foundation.actors.values import SYSTEM, Channel, Role
from linli.foundation.calendar import clock
from linli.foundation.notices import services as notices
from linli.foundation.phones import rules as phones
from linli.foundation.privacy import services as privacy
from linli.registers.accounts import queries, services
from linli.registers.accounts.values import PhoneInvalidError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from linli.registers.accounts.models import Account

_MFA_PURPOSE = "accounts.mfa.secret"
# One sentence whatever was wrong: which part it was is nobody's business.
_MISMATCH = _("These do not fit together. Please look at phone or e-mail and password again.")


class PhoneField(forms.CharField):
    """A mobile number as people write it: spaces, hyphens and +86 are welcome."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mobile phone"))
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return eleven digits, or +… for numbers from elsewhere."""
        text = super().clean(value)
        if not text:
            return ""
        if not (normal := phones.mobile(text)):
            raise forms.ValidationError(PhoneInvalidError.message, code=PhoneInvalidError.code)
        return normal


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by phone or e-mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _MISMATCH,
        "phone_password_mismatch": _MISMATCH,
        "username_password_mismatch": _MISMATCH,
        "invalid_login": _MISMATCH,
    }

    def populate_username(self, request: HttpRequest, user: Account) -> None:
        """Give a word that nobody sees: made of an e-mail address it would tell the address."""
        del request
        user.username = uuid.uuid4().hex

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Send staff to their desk, everybody else home."""
        actor = queries.actor_of(request.user, today=clock.today(), channel=Channel.PORTAL)
        return reverse("desk:home" if actor.is_staff else "portal:home")

    get_signup_redirect_url = get_login_redirect_url

    def get_login_stages(self) -> list[str]:
        """Ask for the code of a phone only of those who have one: staff may have e-mail alone."""
        theirs = "allauth.account.stages.PhoneVerificationStage"
        ours = f"{__name__}.PhoneStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    # ── phones ─────────────────────────────────────────────────────────────
    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """Return our own field."""
        return PhoneField(**kwargs)

    def get_phone(self, user: Account) -> tuple[str, bool] | None:
        """Return the number and whether its owner confirmed it."""
        phone = queries.phone_of(user)
        return (phone, user.phone_verified_at is not None) if phone else None

    def set_phone(self, user: Account, phone: str, verified: bool) -> None:  # noqa: FBT001
        """Keep a number."""
        act = services.confirm_phone if verified else services.set_phone
        act(SYSTEM, account_id=user.pk, phone=phone, now=clock.now())
        user.refresh_from_db()

    def set_phone_verified(self, user: Account, phone: str) -> None:
        """Keep a number whose code was typed."""
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> Account | None:
        """Return the account that confirmed a number: an unconfirmed one blocks nobody."""
        return queries.by_phone(phone)

    def send_verification_code_sms(
        self, user: Account, phone: str, code: str, **kwargs: Any
    ) -> None:
        """Send the code now: somebody is waiting for it."""
        del user, kwargs
        text = gettext("%(code)s is your code for Linli, for 15 minutes. Tell it to nobody.")
        self._text(phone, text % {"code": code})

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Tell the owner of the number, and only them."""
        self._text(
            phone,
            gettext(
                "Somebody tried to sign up at Linli with this number, which has an account "
                "already. If it was you: sign in, or ask for a code by text message."
            ),
        )

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Tell the owner of the number that there is no account yet."""
        del kwargs
        self._text(
            phone, gettext("Linli has no account with this number yet. Please sign up first.")
        )

    def _text(self, phone: str, text: str) -> None:
        notices.send_sms(phone, text, key=f"accounts:{uuid.uuid4().hex}")


class PhoneStage(PhoneVerificationStage):  # type: ignore[misc]
    """Confirms the phone at sign-in where there is one that is not confirmed."""

    def handle(self) -> tuple[Any, bool]:
        """Go on without a phone: signing up needs one, a colleague's account does not."""
        user = self.login.user
        if user is not None and queries.phone_of(user) == "":
            return None, True
        return super().handle()  # type: ignore[no-any-return]


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of one-time codes encrypted."""

    def encrypt(self, text: str) -> str:
        """Encrypt with the master key."""
        return base64.b64encode(privacy.encrypt(text, purpose=_MFA_PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret."""
        return privacy.decrypt(base64.b64decode(encrypted_text), purpose=_MFA_PURPOSE)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name this site to the authenticator."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": gettext("Linli")}


def is_operator(request: HttpRequest) -> bool:
    """Return whether the actor holds the post of an operator today."""
    actor = getattr(request, "actor", None)
    return actor is not None and Role.OPERATOR in actor.roles


class OperatorsSite(AdminSite):
    """The admin opens for operators; they sign in where everybody does."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether the actor is an operator."""
        return is_operator(request)
