"""One scenario on one database: a fresh site, served, asked in turns with its reference."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import environment
import postgres

from bench import figures
from bench.figures import Compared, Figures, Leg
from bench.served import cpu_seconds, peaks_mb, served

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bench.scenarios import Scenario

WARMING = 0.5  # seconds a subject before anything counts
FASTEST = 600  # writes a second for which the preparation lays material ready


@dataclass(frozen=True)
class Options:
    """How a scenario is measured."""

    connections: int
    rounds: int
    seconds: float  # of each leg
    workers: int
    tasks: int


@dataclass(frozen=True)
class Result:
    """What was measured, by subject."""

    figures: dict[str, Figures]
    ratios: dict[str, Compared]
    peaks_mb: list[float]  # of each web process


def measured(scenario: Scenario, database: str, options: Options) -> Result:
    """Set up, serve, warm up, count statements, run the rounds."""
    durable = postgres.cluster(postgres.DURABLE) if database == "postgres" else nullcontext("")
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as name, durable as url:
        folder, plan = Path(name), Path(name, "plan.json")
        environ = {**os.environ, "LINLI_VAR": name, "LINLI_WEB_PROCESSES": str(options.workers)}
        if url:
            environ["LINLI_DATABASE_URL"] = url
        _set_up(scenario, environ, plan, options)
        with (
            served(environ, folder / "log") as (port, web),
            _loading(environ, plan, port, options) as load,
        ):
            site = Site(load, web, _postmaster(url) if url else None, folder / "log")
            return _in_turns(scenario, site, options)


@dataclass(frozen=True)
class Site:
    """A served site under load: the load generator, and the processes that do the work."""

    load: subprocess.Popen[str]
    web: int
    database: int | None
    log: Path

    def leg(self, subject: str, seconds: float) -> Leg:
        """Send for some seconds; ends the program where an answer is no success."""
        web, database = cpu_seconds(self.web), self._database_cpu()
        said = self._ask(subject, seconds)
        if not said["latencies_ms"]:
            sys.exit(f"{subject}: no request is left; this site is faster than {FASTEST}/s.")
        return Leg(
            seconds=said["seconds"],
            latencies_ms=tuple(said["latencies_ms"]),
            cpu_seconds=cpu_seconds(self.web) - web,
            database_cpu_seconds=self._database_cpu() - database,
            load_cpu_seconds=said["cpu_seconds"],
        )

    def statements(self, subject: str) -> int:
        """Return how many statements a request takes, without what is due once a minute."""
        found: list[int] = self._ask(subject, 0)["statements"]
        return min(found)

    def _database_cpu(self) -> float:
        return cpu_seconds(self.database) if self.database else 0.0

    def _complaint(self) -> str:
        """Return what the site logged about its last fault."""
        lines = self.log.read_text("utf-8", "replace").splitlines()
        return next((line for line in reversed(lines) if '"error"' in line), "")

    def _ask(self, subject: str, seconds: float) -> dict[str, Any]:
        _pipe(self.load.stdin).write(json.dumps({"subject": subject, "seconds": seconds}) + "\n")
        _pipe(self.load.stdin).flush()
        line = _pipe(self.load.stdout).readline()
        said: dict[str, Any] = json.loads(line) if line else {"fault": "the load generator ended"}
        if said["fault"]:
            sys.exit(f"{self._complaint()}\nNothing measured: {said['fault']}")
        return said


def _in_turns(scenario: Scenario, site: Site, options: Options) -> Result:
    reference, names = scenario.reference, (scenario.reference, *scenario.subjects)
    for name in names:
        site.leg(name, min(WARMING, options.seconds))
    statements = {name: site.statements(name) for name in names}
    legs: dict[str, list[Leg]] = {name: [] for name in names}
    pairs: dict[str, list[tuple[Leg, Leg]]] = {name: [] for name in scenario.subjects}
    for _ in range(options.rounds):
        for name in scenario.subjects:
            before, leg = site.leg(reference, options.seconds), site.leg(name, options.seconds)
            legs[reference].append(before)
            legs[name].append(leg)
            pairs[name].append((before, leg))
    return Result(
        {name: figures.figures(legs[name], statements=statements[name]) for name in names},
        {name: figures.compared(found) for name, found in pairs.items()},
        peaks_mb(site.web),
    )


def _set_up(scenario: Scenario, environ: Mapping[str, str], plan: Path, options: Options) -> None:
    """Make the site as script/server makes it, and fill it for the scenario."""
    writes = (WARMING + options.rounds * options.seconds) * FASTEST / options.connections
    filling = ["bench.prepare", scenario.name, str(plan), "--connections", str(options.connections)]
    filling += ["--each", str(int(writes) + 2), "--tasks", str(options.tasks)]
    for command in (["linli", "setup", "--empty"], filling):
        done = subprocess.run(
            [environment.PYTHON, "-m", *command],
            env=environ,
            cwd=environment.ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"{done.stdout[-4000:]}\nNothing measured: {command[0]} failed.")


@contextmanager
def _loading(
    environ: Mapping[str, str], plan: Path, port: int, options: Options
) -> Iterator[subprocess.Popen[str]]:
    load = subprocess.Popen(
        [environment.PYTHON, "-m", "bench.load", plan, str(port), str(options.workers)],
        env=environ,
        cwd=environment.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield load
    finally:
        load.kill()
        load.communicate()


def _postmaster(url: str) -> int:
    """Return the process id of a cluster that listens in a folder of its own."""
    folder = unquote(urlsplit(url).hostname or urlsplit(url).netloc.rpartition("@")[2])
    return int(Path(folder, "data", "postmaster.pid").read_text().split()[0])


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise ValueError
    return pipe
