"""The page that checks offline: one file with its code, its library and the keys inside."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from linli.foundation.documents.services.papers import ROOM
from linli.foundation.documents.values import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linli.foundation.errors.values import Words

    Pair = tuple[str, str]

PARTS = ROOM / "offline"
LIBRARY = ROOM.parent / "ui" / "static" / "vendor" / "noble-ed25519" / "index.js"
FIELDS = {
    "serial": _("Number on the document"),
    "kind": _("Which document"),
    "decision": _("What was decided"),
    "office": _("Issued by"),
    "number": _("Official number"),
    "item": _("Matter"),
    "holder": _("Issued to"),
    "issued_on": _("Issued on"),
}


def offline_page(published: Mapping[str, Any], *, values: Mapping[str, Mapping[str, Words]]) -> str:
    """Return the page as one HTML file, in Chinese and English at once.

    `published` is the list of keys (`published`); `values` says in words what codes in the facts
    mean, by field: `{"kind": {"result": "Notice of result"}}`.
    """
    words = {
        "verdicts": {one.value: _both(one.label) for one in Verdict},
        "fields": {name: _both(said) for name, said in FIELDS.items()},
        "values": {
            field: {code: _both(said) for code, said in known.items()}
            for field, known in values.items()
        },
    }
    data = json.dumps({"list": published, "words": words}, ensure_ascii=True)
    library = re.sub(r"(?m)^export \{[^}]*\};?$", "", LIBRARY.read_text(encoding="utf-8"))
    # In a block of its own, so that no name of ours meets one of the library.
    code = f"{{\nconst DATA = {data};\n{_part('verify.js')}}}"
    script = f"{library}\n{code}".replace("</", "<\\/")
    return _part("page.html").replace("/*STYLE*/", _part("page.css")).replace("/*LIBRARY*/", script)


def _part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


def _both(said: Words) -> Pair:
    with translation.override("zh-hans"):
        chinese = str(said)
    with translation.override("en"):
        return chinese, str(said)
