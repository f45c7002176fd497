"""`parameters.yaml` and `topics.yaml`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from django.utils.translation import gettext as _
from pydantic import Field, StringConstraints, model_validator

from linli.engines.catalogue.schemas.words import Id
from linli.engines.catalogue.values import Audience
from linli.foundation.packs.schemas import Shape, Text, refuse

Unit = Literal["yuan", "days", "months", "years", "people", "times", "percent"]


class Value(Shape):
    """What a parameter is from a day on, in the city or one division: one value, or one by key."""

    first_day: date = Field(alias="from")
    last_day: date | None = Field(default=None, alias="to")
    value: Decimal | None = None
    by: dict[str, Decimal] = Field(default_factory=dict)
    division: Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")] | None = None
    source: Annotated[str, StringConstraints(min_length=1, max_length=300)]

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.value is None) == (not self.by):
            raise refuse(_("has no value, or two"), _("give either value or by"))
        if self.last_day and self.last_day < self.first_day:
            raise refuse(_("ends before it begins"), _("correct from or to"))
        return self


class ParameterShape(Shape):
    """An amount or limit that changes with time or division."""

    name: Text
    unit: Unit
    values: tuple[Value, ...] = Field(min_length=1)


class ParameterFile(Shape):
    """`parameters.yaml`."""

    parameters: dict[Id, ParameterShape]


class TopicShape(Shape):
    """A category or event of life; a category says for whom its items are."""

    name: Text
    icon: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]*$")] = ""
    audience: tuple[Audience, ...] = (Audience.PERSON,)


class TopicFile(Shape):
    """`topics.yaml`."""

    categories: dict[Id, TopicShape]
    life_events: dict[Id, TopicShape]
