"""What must agree in a definition before it is published.

Sources: the consistency rules of one province's service-item checker; 行政许可法 32 (silence is
acceptance), 42 (limits), 58 (no fee without a basis); 优化营商环境条例 36, 44 (what data sharing
answers is not asked for).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from linli.engines.catalogue.rules.flows import longest
from linli.engines.catalogue.values import NOES, Delivery, Handling, ItemType, ResultKind, Way
from linli.foundation.formspec.values import FieldType, Readers

if TYPE_CHECKING:
    from linli.engines.catalogue.schemas import ItemFile
    from linli.engines.catalogue.values import ItemView
    from linli.foundation.packs.values import Where

Finding = tuple["Where", str, str]
Rule = Callable[["ItemFile", "ItemView"], Iterator[Finding]]

PHONE = re.compile(r"0[0-9]{2,3}-[0-9]{7,8}|[0-9]{5}")
REMOTE = frozenset({Way.PORTAL, Way.POST})


def findings(item: ItemFile, view: ItemView) -> Iterator[Finding]:
    """Give what does not agree: place, message, mend."""
    for rule in RULES:
        yield from rule(item, view)


def _instant(item: ItemFile, _view: ItemView) -> Iterator[Finding]:
    promised = item.limits.promised
    is_at_once = promised is not None and promised.days == 0
    if is_at_once != (item.handling is Handling.INSTANT):
        yield (
            ("handling",),
            _("on the spot and instant go together"),
            _("make limits.promised “on the spot” and handling “instant”, or neither"),
        )


def _certificate(item: ItemFile, _view: ItemView) -> Iterator[Finding]:
    for number, result in enumerate(item.results):
        if result.name.zh.endswith("证") and result.kind is not ResultKind.CERTIFICATE:
            yield (
                ("results", number, "kind"),
                _("a result called …证 is a certificate"),
                _("write certificate, or name it differently"),
            )


def _samples(item: ItemFile, _view: ItemView) -> Iterator[Finding]:
    for number, result in enumerate(item.results):
        if result.sample is None:
            yield (
                ("results", number, "sample"),
                _("a named result has a sample"),
                _("add what it will say"),
            )


def _visits(item: ItemFile, _view: ItemView) -> Iterator[Finding]:
    if item.visits.count > 0 and item.visits.why is None:
        yield ("visits", "why"), _("visits need a reason"), _("say why people must come")
    if item.visits.count == 0 and not REMOTE & set(item.channels):
        yield (
            ("visits", "count"),
            _("no visit, but neither online nor by post"),
            _("add portal or post to channels, or count the visits"),
        )
    if item.online_depth == 4 and item.visits.count > 0:
        yield (
            ("online_depth",),
            _("depth 4 means no visit"),
            _("lower the depth or the number of visits"),
        )


def _fee(item: ItemFile, _view: ItemView) -> Iterator[Finding]:
    if not isinstance(item.fee, str) and not (item.fee.basis.number or item.fee.basis.articles):
        yield (
            ("fee", "basis"),
            _("a fee needs its basis"),
            _("add number or articles of the document that allows it"),
        )


def _contacts(item: ItemFile, _view: ItemView) -> Iterator[Finding]:
    contacts = item.contacts
    for name, text in (("enquiry", contacts.enquiry), ("complaint", contacts.complaint)):
        is_office = name == "enquiry" and text == "by_division"
        if not is_office and not PHONE.fullmatch(text):
            yield (
                ("contacts", name),
                _("“%(given)s” is not a telephone number") % {"given": text},
                _("write it with its area code, as 022-12345678, or a five-digit hotline"),
            )
    if contacts.enquiry == contacts.complaint:
        yield (
            ("contacts", "complaint"),
            _("enquiries and complaints have the same number"),
            _("give two different numbers"),
        )


def _licence(item: ItemFile, view: ItemView) -> Iterator[Finding]:
    if item.type is not ItemType.LICENCE:
        return
    if not item.faq:
        yield ("faq",), _("a licence has at least one question"), _("add one that people ask")
    if len(view.flow.stages) < 2:
        yield (
            ("flow", "stages"),
            _("a licence is accepted, examined and decided"),
            _("add the stages"),
        )
    if view.flow.silence_accepts_after is None:
        yield (
            ("flow", "silence_accepts"),
            _("no word within five days is acceptance of a licence (行政许可法 32)"),
            _("write silence_accepts: 5 working days"),
        )


def _limits(item: ItemFile, view: ItemView) -> Iterator[Finding]:
    promised, statutory = item.limits.promised, item.limits.statutory
    is_comparable = promised and statutory and promised.unit == statutory.unit
    if promised and statutory and is_comparable and promised.days > statutory.days:
        yield (
            ("limits", "promised"),
            _("more days are promised than the law allows"),
            _("promise at most %(days)s") % {"days": statutory.days},
        )
    needed = longest(view.flow)
    if promised and needed and promised.unit == needed.unit and needed.days > promised.days:
        yield (
            ("limits", "promised"),
            _("the stages after acceptance take up to %(days)s days") % {"days": needed.days},
            _("promise as many, or shorten a stage"),
        )


def _shared_materials(item: ItemFile, _view: ItemView) -> Iterator[Finding]:
    for number, material in enumerate(item.materials):
        if material.shared and not material.when:
            yield (
                ("materials", number, "when"),
                _("what data sharing answers may not be asked for"),
                _("add when: the register has no answer"),
            )


def _delivery(item: ItemFile, view: ItemView) -> Iterator[Finding]:
    pays = any(Delivery.BANK in result.delivery for result in item.results)
    if view.grants and not pays:
        yield (
            ("results",),
            _("money is granted, but no result is paid to an account"),
            _("add bank to the delivery of a result"),
        )


def _unique(item: ItemFile, _view: ItemView) -> Iterator[Finding]:
    for name, ids in (
        ("eligibility", [one.id for one in item.eligibility]),
        ("materials", [one.id for one in item.materials]),
        ("grants", [one.id for one in item.grants]),
    ):
        for number, id_ in enumerate(ids):
            if id_ in ids[:number]:
                yield (
                    (name, number, "id"),
                    _("“%(id)s” stands twice") % {"id": id_},
                    _("give each its own id"),
                )


# What a notice in public may show: never numbers of documents, telephones, files or free words.
SHOWABLE = frozenset(
    {FieldType.TEXT, FieldType.NUMBER, FieldType.MONEY, FieldType.DATE, FieldType.CHOICE}
    | {FieldType.CHOICES, FieldType.YES_NO, FieldType.DIVISION}
)


def _notices(item: ItemFile, view: ItemView) -> Iterator[Finding]:
    for stage in view.flow.stages:
        if stage.notice is None:
            continue
        where = ("flow", "stages", stage.id, "notice")
        if item.compartment:
            yield (
                where,
                _("a sealed service is never announced in public"),
                _("take the notice out, or the compartment"),
            )
        for number, path in enumerate(stage.notice.shows):
            field = view.form.fields_by_path.get(path)
            if field is None or field.type not in SHOWABLE:
                yield (
                    (*where, "shows", number),
                    _("“%(path)s” cannot be announced in public") % {"path": path},
                    _("name a question about a name, a number, a choice or a community"),
                )


def _told(_item: ItemFile, view: ItemView) -> Iterator[Finding]:
    for stage in view.flow.stages:
        form = view.record_forms.get(stage.id)
        known = form.fields_by_path if form else {}
        for number, path in enumerate(stage.tells):
            if path not in known:
                yield (
                    ("flow", "stages", stage.id, "tells", number),
                    _("“%(path)s” is not written down here") % {"path": path},
                    _("name a question of this stage's form"),
                )


def _remedies(item: ItemFile, view: ItemView) -> Iterator[Finding]:
    says_no = any(one.kind in NOES for stage in view.flow.stages for one in stage.outcomes)
    if says_no and not item.remedies:
        yield (
            ("remedies",),
            _("a no needs the way to object"),
            _("say to whom, and within how many days"),
        )


def _places(_item: ItemFile, view: ItemView) -> Iterator[Finding]:
    for stage in view.flow.stages:
        field = view.form.fields_by_path.get(stage.place.of) if stage.place else None
        if stage.place and (field is None or field.type is not FieldType.CHOICE):
            yield (
                ("flow", "stages", stage.id, "place", "of"),
                _("places are counted for each choice of one question"),
                _("name a question of type choice"),
            )


def _rechecked(_item: ItemFile, view: ItemView) -> Iterator[Finding]:
    rule = view.recheck_rule
    if rule and rule.stage not in {stage.id for stage in view.flow.stages}:
        yield (
            ("recheck", "stage"),
            _("there is no stage “%(word)s”") % {"word": rule.stage},
            _("name the stage at which the check begins"),
        )
    if rule and not any(grant.every != "once" for grant in view.grants):
        yield (
            ("recheck", "months"),
            _("nothing is granted that could be checked again"),
            _("grant something every month or year, or leave months out"),
        )


def _agreeing(_item: ItemFile, view: ItemView) -> Iterator[Finding]:
    rule = view.authorisation
    field = view.form.fields_by_path.get(rule.of) if rule else None
    if rule and (field is None or field.type is not FieldType.TABLE):
        yield (
            ("authorisation", "of"),
            _("“%(path)s” is no table of people") % {"path": rule.of},
            _("name a field of type table, of household members"),
        )


def _sealed(_item: ItemFile, view: ItemView) -> Iterator[Finding]:
    """Say which questions are for readers with the key of a compartment that the item has not."""
    if view.compartment:
        return
    for path, field in view.whole.fields_by_path.items():
        if field.readers is Readers.SEALED:
            yield (
                (path,),
                _("“sealed” readers need a compartment, and the item has none"),
                _("name the compartment, or take the readers “deciders”"),
            )


RULES: tuple[Rule, ...] = (
    _sealed,
    _notices,
    _told,
    _remedies,
    _places,
    _rechecked,
    _agreeing,
    _instant,
    _certificate,
    _samples,
    _visits,
    _fee,
    _contacts,
    _licence,
    _limits,
    _shared_materials,
    _delivery,
    _unique,
)
