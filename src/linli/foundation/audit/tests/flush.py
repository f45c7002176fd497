"""A plugin of the test run.

Clearing tables between tests with real transactions, in spite of the guards.
"""

from typing import Any

import pytest
from django.db import connection

from linli.foundation.audit import triggers


@pytest.fixture(scope="session", autouse=True)
def _flush_lifts_append_only_guards() -> Any:
    """On SQLite a flush is a DELETE, which the guards rightly refuse.

    It lifts them for that moment.
    """
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def lifted_flush(self: Any, sql_list: Any) -> None:
        with triggers.lifted(self.connection):
            flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", lifted_flush)
        yield
