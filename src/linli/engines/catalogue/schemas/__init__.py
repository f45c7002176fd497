"""Shapes of the catalogue's files: items, shared pieces, parameters, topics."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from linli.engines.catalogue.schemas.item import ItemFile
from linli.engines.catalogue.schemas.lists import ParameterFile, TopicFile
from linli.foundation.formspec.schemas import Section

__all__ = ["ItemFile", "ParameterFile", "SharedPiece", "TopicFile"]

# `shared/*.yaml`: sections that several forms include by the name of the file.
SharedPiece = TypeAdapter(Annotated[tuple[Section, ...], Field(min_length=1)])
