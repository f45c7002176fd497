"""My account: name, language, ways in, keys for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.foundation.calendar import clock
from linli.foundation.privacy.values import mask_phone
from linli.foundation.ui.acting import act_page, see
from linli.foundation.ui.messages import done
from linli.foundation.ui.values import RowView
from linli.registers.accounts import queries, services
from linli.registers.accounts.forms import OwnForm, TokenForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from linli.foundation.actors.values import Actor, ActorRequest
    from linli.registers.accounts.values import Contact


app_name = "accounts"


def home(request: ActorRequest) -> HttpResponse:
    actor = request.actor
    contact = queries.contact(queries.own_id(actor))
    known = {"name": contact.name, "language": contact.language}

    def act(given: dict[str, Any]) -> str:
        services.rename(actor, **given, now=clock.now())
        return reverse("portal:accounts:home")

    return act_page(
        request,
        OwnForm(request.POST or None, initial=known),
        act,
        template="accounts/portal/home.html",
        rows=_rows(actor, contact),
    )


def _rows(actor: Actor, contact: Contact) -> list[RowView]:
    proven = _("shown, you need not show it again") if actor.is_proven else _("not shown yet")
    return [
        RowView(_("Identity document"), proven),
        RowView(_("Mobile phone"), mask_phone(contact.phone), reverse("account_change_phone")),
        RowView(_("E-mail address"), contact.email, reverse("account_email")),
        RowView(_("Password"), "••••••••", reverse("account_change_password")),
        RowView(_("Passkeys and one-time codes"), "", reverse("mfa_index")),
        RowView(_("Where I am signed in"), "", reverse("usersessions_list")),
        RowView(_("Keys for programs"), "", reverse("portal:accounts:tokens")),
    ]


@never_cache
def tokens(request: ActorRequest) -> HttpResponse:
    actor, now = request.actor, clock.now()
    form = TokenForm(request.POST or None, scopes=queries.grantable_scopes(actor))

    def act(given: dict[str, Any]) -> HttpResponse:
        _token, secret = services.issue_token(
            actor,
            name=given["name"],
            scopes=given["scopes"],
            expires_at=now + form.lifetime,
            now=now,
        )
        return render(request, "accounts/portal/token_issued.html", {"secret": secret})

    return act_page(
        request,
        form,
        act,
        template="accounts/portal/tokens.html",
        tokens=queries.tokens(actor),
        now=now,
    )


@require_POST
def revoke_token(request: ActorRequest, token_id: int) -> HttpResponse:
    services.revoke_token(request.actor, token_id=token_id, now=clock.now())
    done(request, _("The key is revoked. Programs that use it are shut out from now on."))
    return see("portal:accounts:tokens")


urlpatterns = [
    path("", home, name="home"),
    path("tokens/", tokens, name="tokens"),
    path("tokens/<int:token_id>/revoke/", revoke_token, name="revoke_token"),
]
