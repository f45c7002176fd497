"""How a pack writes the days on which its place differs from the national calendar."""

import datetime
from typing import Annotated

from pydantic import Field

from linli.foundation.packs.schemas import Shape

Source = Annotated[str, Field(min_length=4, max_length=300)]


class LocalDayShape(Shape):
    """One day that is worked or off here, against the national calendar."""

    day: datetime.date
    is_working: bool
    source: Source


class YearShape(Shape):
    """A year whose national days are all listed in `days`, because no library knows them yet."""

    year: Annotated[int, Field(ge=2004, le=2100)]
    source: Source


class HolidaysFile(Shape):
    """`holidays.yaml`."""

    years: list[YearShape] = []
    days: list[LocalDayShape] = []
