"""Which names an item mentions: what may be looked up for it, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.foundation.formspec.expressions import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linli.engines.catalogue.values import ItemView
    from linli.foundation.formspec.expressions import Expression
    from linli.foundation.formspec.schemas import Field, Section


def named(item: ItemView) -> frozenset[str]:
    """Return every name that form, conditions, papers and grants mention: the least that is needed.

    个人信息保护法 6: no more than the purpose needs.
    """
    return frozenset(
        {name for one in _expressions(item) for name in one.names}.union(*_sources(item))
    )


def decided_from(item: ItemView) -> frozenset[str]:
    """Return every name on which something of a case rests: such an answer is no typing error.

    Besides conditions, papers, grants and form: where a case goes and which ways it takes, which
    papers may follow, who has to agree, how many places there are, what ends what was granted, and
    what stages ask. What a record is pre-filled by is no decision.
    """
    texts = [one.later_when for one in item.materials] + [one.when for one in item.ends]
    paths = set(item.places)
    if item.authorisation:
        texts.append(item.authorisation.who)
        paths.add(item.authorisation.of)
    fields: list[Expression] = []
    for stage in item.flow.stages:
        texts += [one.when for one in stage.outcomes]
        if stage.place:
            texts.append(stage.place.number)
            paths.add(stage.place.of)
        fields += [one for part in stage.form for one in _of_section(part)]
    said = [parse(text) for text in texts if text]
    expressions = (*_expressions(item), *said, *fields)
    return frozenset(paths | {name for one in expressions for name in one.names})


def _of_section(section: Section) -> Iterator[Expression]:
    yield section.show
    for field in section.fields:
        yield from of_field(field)


def _sources(item: ItemView) -> Iterator[set[str]]:
    for field in item.form.fields_by_path.values():
        if field.prefilled_from:
            parts = {f"{field.prefilled_from}.{part.id}" for part in field.columns}
            yield {field.prefilled_from} | (parts if field.is_group else set())


def _expressions(item: ItemView) -> Iterator[Expression]:
    texts = [one.need for one in item.conditions]
    texts += [one.when for one in item.materials if one.when]
    texts += [text for one in item.grants for text in (one.when, one.amount)]
    yield from map(parse, texts)
    yield from item.form.let.values()
    for section in item.form.sections:
        yield section.show
        for field in section.fields:
            yield from of_field(field)


def of_field(field: Field) -> Iterator[Expression]:
    """Give the expressions of a field and of its columns."""
    yield from (field.show, field.require)
    yield from (one for one in (field.set, field.not_before, field.not_after) if one)
    for column in field.columns:
        yield from of_field(column)
