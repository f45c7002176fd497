"""The page of features and items (`linli packs features`), made from the definitions of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from linli.engines.catalogue.rules import features
from linli.engines.catalogue.schemas.view import item_view
from linli.engines.catalogue.services.read_parameters import parameter_views
from linli.engines.catalogue.services.resolve import resolved, shared_pieces

if TYPE_CHECKING:
    from linli.foundation.packs.values import Pack

HEAD = """# Features and items

Made by `script/linli packs features --out docs/features.md`; a test compares the two.
Each part of the engine, as the format says it ([format](decisions/0003-item-format.md)), and the
items that use it. A part that no item used would be refused by a test.
"""


def uses(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Return feature → codes of the items that use it; in English, as the page is."""
    samples = _samples(pack)
    with translation.override("en"):
        return {
            f"{group}: {feature.word}": tuple(
                one.view.code for one in samples if feature.is_used(one)
            )
            for group, found in features.every()
            for feature in found
        }


def page(pack: Pack) -> str:
    """Return the page as Markdown."""
    samples = _samples(pack)
    lines = [HEAD]
    with translation.override("en"):
        for group, found in features.every():
            lines.append(f"## {group}\n\n| in the file | what it is | used by |\n|---|---|---|")
            lines += [f"| `{one.word}` | {one.meaning} | {_users(one, samples)} |" for one in found]
            lines.append("")
    return "\n".join(lines)


def _users(feature: features.Feature, samples: list[features.Sample]) -> str:
    codes = [one.view.code for one in samples if feature.is_used(one)]
    return "every item" if len(codes) == len(samples) else ", ".join(codes) or "–"


def _samples(pack: Pack) -> list[features.Sample]:
    own = {one.name for one in parameter_views(pack) if one.division_code}
    pieces = shared_pieces(pack)
    found = []
    for document in pack.of("items"):
        item, faults = resolved(document, pieces)
        if not faults:
            view = item_view(item.definition)
            found.append(features.Sample(view, item.definition, own))
    return sorted(found, key=lambda one: one.view.code)
