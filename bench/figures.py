"""Medians, percentiles, ratios and the table: pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Leg:
    """What one subject did in one round. Seconds, and milliseconds of each answer."""

    seconds: float
    latencies_ms: tuple[float, ...]
    cpu_seconds: float  # of the web processes
    database_cpu_seconds: float  # of PostgreSQL; SQLite works inside the web processes
    load_cpu_seconds: float  # of the load generator, which has the same cores

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies_ms) / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of web process and database an answer."""
        return (self.cpu_seconds + self.database_cpu_seconds) * 1000 / len(self.latencies_ms)


@dataclass(frozen=True)
class Figures:
    """The medians of a subject over its rounds."""

    requests: int
    requests_per_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float  # web processes
    database_cpu_ms: float
    load_cpu_ms: float
    statements: int


@dataclass(frozen=True)
class Ratio:
    """The median of the ratios of all rounds, with the lowest and the highest."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        """Return 0.42 (0.40–0.45)."""
        return f"{self.median:.2f} ({self.low:.2f}–{self.high:.2f})"


@dataclass(frozen=True)
class Compared:
    """A subject against the reference legs that ran just before its own."""

    throughput: Ratio  # 1.0: as many a second as the reference
    cpu: Ratio  # 1.0: as much work of web process and database an answer


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that a share (0 to 1) of all values does not exceed; nearest rank."""
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * round(share * 10_000) // 10_000))
    return ordered[rank - 1]


def figures(legs: Sequence[Leg], *, statements: int) -> Figures:
    """Return the medians over rounds."""

    def each(cpu: Sequence[float]) -> float:
        pairs = zip(cpu, legs, strict=True)
        return median(spent * 1000 / len(leg.latencies_ms) for spent, leg in pairs)

    return Figures(
        requests=sum(len(leg.latencies_ms) for leg in legs),
        requests_per_second=median(leg.rate for leg in legs),
        p50_ms=median(percentile(leg.latencies_ms, 0.5) for leg in legs),
        p99_ms=median(percentile(leg.latencies_ms, 0.99) for leg in legs),
        cpu_ms=each([leg.cpu_seconds for leg in legs]),
        database_cpu_ms=each([leg.database_cpu_seconds for leg in legs]),
        load_cpu_ms=each([leg.load_cpu_seconds for leg in legs]),
        statements=statements,
    )


def compared(pairs: Sequence[tuple[Leg, Leg]]) -> Compared:
    """Return how subjects stand to references; pairs of (reference, subject) by round."""
    return Compared(
        throughput=_ratio([subject.rate / reference.rate for reference, subject in pairs]),
        cpu=_ratio([subject.cpu_ms / reference.cpu_ms for reference, subject in pairs]),
    )


def _ratio(found: Sequence[float]) -> Ratio:
    return Ratio(median(found), min(found), max(found))


HEADINGS = ("", "req/s", "p50 ms", "p99 ms", "CPU ms", "db CPU ms", "statements")


def table(found: Mapping[str, Figures], ratios: Mapping[str, Compared], *, reference: str) -> str:
    """Return the figures and ratios as lines for a terminal."""
    rows = [[*HEADINGS, f"throughput / {reference}", f"CPU / {reference}"]]
    for name, one in found.items():
        numbers = (one.requests_per_second, one.p50_ms, one.p99_ms)
        spent = (one.cpu_ms, one.database_cpu_ms)
        shown = ratios.get(name)
        against = (str(shown.throughput), str(shown.cpu)) if shown else ("1", "1")
        rows.append(
            [
                name,
                *(f"{number:.0f}" if number >= 100 else f"{number:.1f}" for number in numbers),
                *(f"{number:.2f}" for number in spent),
                str(one.statements),
                *against,
            ]
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip()
        for row in rows
    )


def plain(found: Mapping[str, Figures] | Mapping[str, Compared]) -> dict[str, Any]:
    """Return figures or ratios for JSON, rounded to what was measured."""
    return {name: _rounded(asdict(one)) for name, one in found.items()}


def _rounded(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _rounded(value) if isinstance(value, dict) else round(value, 3)
        for name, value in given.items()
    }
