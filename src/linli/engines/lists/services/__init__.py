"""The writes of lists."""

from linli.engines.lists.services.keying import confirm, export, put_back, skip, tick
from linli.engines.lists.services.loading import check, load
from linli.engines.lists.services.opening import open_lines

__all__ = ["check", "confirm", "export", "load", "open_lines", "put_back", "skip", "tick"]
