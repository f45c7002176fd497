"""What comes in and goes out of the API of background work."""

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import StringConstraints

from linli.foundation.calls.schemas import Given


class RetryGiven(Given):
    """Which promise is tried again."""

    key: Annotated[str, StringConstraints(min_length=1, max_length=120)]


class PromiseOut(Schema):
    """A promise that failed."""

    key: str
    topic: str
    created_at: datetime
    attempts: int
    last_error: str
    is_given_up: bool


class PromisesOut(Schema):
    """Promises that failed, those given up first."""

    items: list[PromiseOut]
