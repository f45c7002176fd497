"""What the API answers about files."""

from datetime import datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field


class FileOut(Schema):
    """A stored file; name its `id` where a paper is asked for."""

    id: UUID = Field(validation_alias="public_id")
    name: str
    content_type: str
    size: int
    sha256: str
    at: datetime
