"""The publishing checks: every fault with file, line, field and mend; no database is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from linli.engines.catalogue.rules import flows
from linli.engines.catalogue.rules.names import AGE
from linli.engines.catalogue.rules.naming import of_field
from linli.engines.catalogue.schemas.view import form_of, item_view
from linli.engines.catalogue.services.consistency import findings
from linli.engines.catalogue.services.examples import differences, strangers
from linli.engines.catalogue.services.read_parameters import parameter_views
from linli.engines.catalogue.services.resolve import resolved, shared_pieces
from linli.engines.catalogue.services.sentences import FLOW
from linli.foundation.exchange import queries as exchange
from linli.foundation.exchange.values import FactType
from linli.foundation.formspec.expressions import (
    ExpressionError,
    Kind,
    Type,
    check_types,
    parse,
)
from linli.foundation.formspec.rules import definition_problems, row_types, types
from linli.foundation.formspec.values import FieldType
from linli.foundation.packs.schemas import sentence, written
from linli.registers.library import queries as library

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linli.engines.catalogue.schemas import ItemFile
    from linli.engines.catalogue.services.resolve import Resolved
    from linli.engines.catalogue.values import ItemView, ParameterView, Stage
    from linli.foundation.formspec.expressions import Expression
    from linli.foundation.formspec.schemas import Form
    from linli.foundation.packs.values import Document, Fault, Pack, Where

# What registers may know of somebody without being asked in the form at hand, by its type.
FACT_TYPES = {
    FactType.TEXT: Type(Kind.TEXT),
    FactType.NUMBER: Type(Kind.NUMBER),
    FactType.BOOLEAN: Type(Kind.BOOLEAN),
    FactType.DATE: Type(Kind.DATE),
    FactType.LIST: Type(Kind.LIST, Kind.TEXT),
}


@dataclass(frozen=True)
class _Around:
    """What the rest of the pack says: parameters, topics, shared pieces."""

    parameters: tuple[ParameterView, ...]
    types: Mapping[str, Type]
    categories: Mapping[str, Any]
    life_events: frozenset[str]
    pieces: Mapping[str, Document]
    papers: frozenset[str]


def check(pack: Pack) -> Iterator[Fault]:
    """Give every fault of parameters and items."""
    yield from _overlaps(pack)
    yield from _twins(pack)
    around = _around(pack)
    for document in pack.of("items"):
        yield from _item(document, around)


def _around(pack: Pack) -> _Around:
    parameters = parameter_views(pack)
    kinds = {
        f"parameter.{one.name}": Type(Kind.RECORD, Kind.NUMBER)
        if isinstance(one.value, dict)
        else Type(Kind.NUMBER)
        for one in parameters
    }
    topics = [document.value for document in pack.of("topics")]
    return _Around(
        parameters,
        {**kinds, **_register_facts(pack)},
        {code: topic for file in topics for code, topic in file.categories.items()},
        frozenset(code for file in topics for code in file.life_events),
        shared_pieces(pack),
        frozenset(library.kinds_in(pack)),
    )


def _register_facts(pack: Pack) -> dict[str, Type]:
    """Return what the registers of the pack declare that they know, and what is worked out."""
    declared = (one.facts.values() for one in exchange.declared_in(pack).values())
    return {AGE: Type(Kind.NUMBER)} | {
        fact.name: FACT_TYPES[fact.type] for facts in declared for fact in facts
    }


def _overlaps(pack: Pack) -> Iterator[Fault]:
    for document in pack.of("parameters"):
        for name, parameter in document.value.parameters.items():
            for number, value in enumerate(parameter.values):
                for other in parameter.values[:number]:
                    if value.division == other.division and _meet(value, other):
                        yield document.fault(
                            ("parameters", name, "values", number, "from"),
                            _("two values are in force on %(day)s")
                            % {"day": max(value.first_day, other.first_day)},
                            _("end the earlier one with to:"),
                        )


def _meet(one: Any, other: Any) -> bool:
    return not (
        (one.last_day and one.last_day < other.first_day)
        or (other.last_day and other.last_day < one.first_day)
    )


def _twins(pack: Pack) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for document in pack.of("items"):
        code = document.value.item
        if code in first:
            yield document.fault(
                ("item",),
                _("“%(code)s” is already the code of %(file)s")
                % {"code": code, "file": first[code]},
                _("give each item its own code"),
            )
        first.setdefault(code, document.path)


def _item(document: Document, around: _Around) -> Iterator[Fault]:
    item, faults = resolved(document, around.pieces)
    yield from faults
    if faults:
        return
    try:
        form_of(item.definition)
        view = item_view(item.definition)
        view.whole  # noqa: B018 - what stages write down has no section or name of the form
    except ValidationError as error:
        yield from _form_faults(item, error)
        return
    file: ItemFile = document.value
    yield from _topics(document, file, around)
    yield from _papers(document, file, around)
    meaning = [*_expressions(item, view, around), *_flow(document, view)]
    yield from meaning
    if meaning:  # what names nothing cannot be walked or tried
        return
    for where, message, mend in findings(file, view):
        yield document.fault(where, message, mend)
    yield from _examples(document, view, around)


def _form_faults(item: Resolved, error: ValidationError) -> Iterator[Fault]:
    for details in error.errors():
        loc = tuple(step for step in details["loc"] if step != "function-after")
        loc = ("form", *loc[1:]) if loc[:1] == ("sections",) else loc
        message, mend = sentence(details)
        where = written(item.definition, loc)
        if details["type"] == "missing":
            where = (*where, details["loc"][-1])
        yield item.fault(where, message, mend)


def _topics(document: Document, item: ItemFile, around: _Around) -> Iterator[Fault]:
    topic = around.categories.get(item.category)
    if topic is None:
        yield document.fault(
            ("category",),
            _("there is no category “%(name)s”") % {"name": item.category},
            _("use one of %(choices)s") % {"choices": ", ".join(around.categories)},
        )
    elif item.audience not in topic.audience:
        yield document.fault(
            ("audience",),
            _("the category is for others"),
            _("change the audience or the category"),
        )
    for number, name in enumerate(item.life_events):
        if name not in around.life_events:
            yield document.fault(
                ("life_events", number),
                _("there is no event of life “%(name)s”") % {"name": name},
                _("use one of %(choices)s") % {"choices": ", ".join(sorted(around.life_events))},
            )


def _papers(document: Document, item: ItemFile, around: _Around) -> Iterator[Fault]:
    for number, material in enumerate(item.materials):
        if material.paper and material.paper not in around.papers:
            yield document.fault(
                ("materials", number, "paper"),
                _("there is no kind of paper “%(name)s”") % {"name": material.paper},
                _("add it to papers.yaml, or correct the name"),
            )


def _expressions(item: Resolved, view: ItemView, around: _Around) -> Iterator[Fault]:
    form = view.whole
    known = {**_facts(form), **around.types}
    # What people fill in may not wait for what a stage writes down: it is looked at by itself too.
    found = (definition_problems(one, more=known) for one in (form, view.form))
    for problem in dict.fromkeys(problem for problems in found for problem in problems):
        where = _place(form, problem.path)
        yield item.fault(where, str(problem.message), _("see docs/decisions/0003-item-format.md"))
    all_types = types(form, known)
    rule = view.authorisation
    of = form.fields_by_path.get(rule.of) if rule else None
    if rule and of and (fault := _typed(rule.who, Kind.BOOLEAN, {**all_types, **row_types(of)})):
        hint = _("say for whom it holds, such as row.adult")
        yield item.fault(("authorisation", "who"), fault, hint)
    for where, text, wanted in _formulas(view):
        if fault := _typed(text, wanted, all_types):
            yield item.fault(where, fault, _("see docs/decisions/0003-item-format.md"))
    for where, expression in _uses(view, form):
        for name in sorted(expression.names):
            if name.startswith("parameter.") and name not in around.types:
                yield item.fault(
                    where,
                    _("there is no parameter “%(name)s”") % {"name": name},
                    _("add it to parameters.yaml, or correct the name"),
                )


def _facts(form: Form) -> dict[str, Type]:
    """Return the type of each fact that a field is filled in from: expressions may name it too."""
    own = types(form)
    return {
        field.prefilled_from: own[path]
        for path, field in form.fields_by_path.items()
        if field.prefilled_from and field.prefilled_from not in own
    }


def _place(form: Form, path: str) -> Where:
    """Return where `card.grade.show` or `let.care.due` is written."""
    parts = path.split(".")
    name = path.removeprefix("let.")
    if name in form.let:
        return ("let", name)
    for number, section in enumerate(form.sections):
        if section.id != parts[0]:
            continue
        for place, field in enumerate(section.fields):
            if len(parts) > 1 and field.id == parts[1]:
                return ("form", number, "fields", place, *parts[2:])
        return ("form", number, *parts[1:])
    return ("form",)


def _formulas(view: ItemView) -> Iterator[tuple[Where, str, Kind]]:
    for number, condition in enumerate(view.conditions):
        yield ("eligibility", number, "need"), condition.need, Kind.BOOLEAN
    for number, material in enumerate(view.materials):
        if material.when:
            yield ("materials", number, "when"), material.when, Kind.BOOLEAN
        if material.later_when:
            yield ("materials", number, "later_when"), material.later_when, Kind.BOOLEAN
    for number, end in enumerate(view.ends):
        if end.when:
            yield ("ends", number, "when"), end.when, Kind.BOOLEAN
    for stage in view.flow.stages:
        yield from _of_stage(stage)
    for number, grant in enumerate(view.grants):
        yield ("grants", number, "when"), grant.when, Kind.BOOLEAN
        yield ("grants", number, "amount"), grant.amount, Kind.NUMBER


def _of_stage(stage: Stage) -> Iterator[tuple[Where, str, Kind]]:
    where = ("flow", "stages", stage.id)
    for outcome in stage.outcomes:
        if outcome.when:
            yield (*where, "outcomes", outcome.pressed, "when"), outcome.when, Kind.BOOLEAN
    if stage.place:
        yield (*where, "place", "number"), stage.place.number, Kind.NUMBER


def _typed(text: str, wanted: Kind, known: Mapping[str, Type]) -> str:
    try:
        found = check_types(parse(text), known)
    except ExpressionError as error:
        return str(error)
    if found.fits(wanted):
        return ""
    return _("gives %(found)s where %(wanted)s is needed") % {
        "found": found.kind.value,
        "wanted": wanted.value,
    }


def _uses(view: ItemView, form: Form) -> Iterator[tuple[Where, Expression]]:
    for where, text, _kind in _formulas(view):
        yield where, parse(text)
    for name, expression in form.let.items():
        yield ("let", name), expression
    for number, section in enumerate(form.sections):
        yield ("form", number, "show"), section.show
        for place, field in enumerate(section.fields):
            for expression in of_field(field):
                yield ("form", number, "fields", place), expression


def _flow(document: Document, view: ItemView) -> Iterator[Fault]:
    for fault in flows.faults(view.flow):
        message, mend = FLOW[fault.code]
        yield document.fault(("flow", *fault.where), str(message) % {"word": fault.word}, str(mend))
    for path in view.places:
        field = view.form.fields_by_path.get(path)
        if field is None or field.type is not FieldType.DIVISION:
            yield document.fault(
                ("flow", "place"),
                _("“%(path)s” is no address of the form") % {"path": path},
                _("name a field of type division, as applicant.living"),
            )


def _examples(document: Document, view: ItemView, around: _Around) -> Iterator[Fault]:
    for number, example in enumerate(document.value.tests):
        where = ("tests", number)
        unknown = list(strangers(view, example))
        for name in unknown:
            yield document.fault(
                (*where, "given", *name.split(".")),
                _("the form does not ask “%(name)s”") % {"name": name},
                _("correct the name, or put it under facts"),
            )
        if unknown:
            continue
        for name, expected, found in differences(view, example, around.parameters):
            yield document.fault(
                (*where, "expect", name),
                _("test “%(test)s” expected %(expected)s, found %(found)s")
                % {"test": example.name, "expected": expected, "found": found},
                _("correct the rule, or the test"),
            )
