"""Reads of lists: of one's office only."""

from linli.engines.lists.queries.lines import line, lines, lists, next_line

__all__ = ["line", "lines", "lists", "next_line"]
