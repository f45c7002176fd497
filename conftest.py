"""What holds for every test: no network, messages compiled, examples that can be repeated."""

import ipaddress
import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

sys.path[:0] = [str(Path(__file__).parent / "src")]
pytest_plugins = ["linli.foundation.audit.tests.flush"]  # guards of append-only tables
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
connect = socket.socket.connect


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database", action="store_true", help="run only the tests that ask a database"
    )


def pytest_configure() -> None:
    settings.register_profile("linli", deadline=None, derandomize=True, database=None)
    settings.load_profile("linli")
    socket.socket.connect = connect_here  # type: ignore[method-assign]
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        from linli.config import messages

        messages.compile_all()


def pytest_unconfigure() -> None:
    socket.socket.connect = connect  # type: ignore[method-assign]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("only_database"):
        config.hook.pytest_deselected(items=[item for item in items if not asks_database(item)])
        items[:] = [item for item in items if asks_database(item)]


def asks_database(item: pytest.Item) -> bool:
    from django.test import TransactionTestCase

    known = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))
        or (isinstance(known, type) and issubclass(known, TransactionTestCase))
    )


def connect_here(self: Any, address: Any) -> None:
    """Let a test reach this machine and nothing else."""
    if self.family in {socket.AF_INET, socket.AF_INET6}:
        host = str(address[0])
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            message = f"A test tried to reach {host}."
            raise pytest.fail.Exception(message)
    return connect(self, address)
