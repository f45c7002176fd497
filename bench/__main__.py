"""script/bench: measures in ratios to a named reference of the same run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import figures
from bench.rounds import Options, measured
from bench.scenarios import SCENARIOS
from bench.served import PROC

if TYPE_CHECKING:
    from types import FrameType

    from bench.rounds import Result

DATABASES = ("sqlite", "postgres")


def main() -> int:
    """Measure each scenario on each database."""
    arguments = _arguments()
    if not (PROC / "self" / "stat").exists():
        sys.exit("script/bench reads CPU and memory from /proc: it needs Linux.")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    options = Options(
        connections=arguments.connections,
        rounds=arguments.rounds,
        seconds=arguments.seconds or (0.4 if arguments.quick else 3.0),
        workers=arguments.workers,
        tasks=arguments.tasks,
    )
    chosen = arguments.database or ("sqlite" if arguments.quick else "both")
    try:
        for name in arguments.scenarios:
            for database in DATABASES if chosen == "both" else (chosen,):
                _measure(name, database, options, arguments.json)
    except KeyboardInterrupt:
        return 130
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/bench",
        description="Measures Linli in ratios to a named reference of the same run.",
        epilog="; ".join(f"{one.name}: {one.about}" for one in SCENARIOS.values()),
    )
    parser.add_argument("scenarios", nargs="+", choices=list(SCENARIOS), metavar="SCENARIO")
    parser.add_argument("--database", choices=[*DATABASES, "both"], help="both; --quick: sqlite")
    parser.add_argument("--connections", type=int, default=8, help="callers at once (8)")
    parser.add_argument("--rounds", type=int, default=3, help="of reference and subject (3)")
    parser.add_argument("--seconds", type=float, help="of each leg (3; --quick: 0.4)")
    parser.add_argument("--workers", type=int, default=2, help="web processes (2)")
    parser.add_argument("--tasks", type=int, default=2000, help="open in the queue (2000)")
    parser.add_argument("--quick", action="store_true", help="one scenario under 40 s")
    parser.add_argument("--json", type=Path, metavar="FILE", help="add each result as a JSON line")
    return parser.parse_args()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _measure(name: str, database: str, options: Options, file: Path | None) -> None:
    scenario, conditions = SCENARIOS[name], _conditions(options)
    result = measured(scenario, database, options)
    print(_shown(name, database, conditions, result), flush=True)
    if file is None:
        return
    entry = {
        "scenario": name,
        "database": database,
        "conditions": conditions | {"reference": scenario.reference},
        "figures": figures.plain(result.figures)
        | {"peak_mb": [round(one) for one in result.peaks_mb]},
        "ratios": figures.plain(result.ratios),
    }
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(entry, ensure_ascii=False) + "\n")


def _shown(name: str, database: str, conditions: dict[str, Any], result: Result) -> str:
    reference = SCENARIOS[name].reference
    asked = (
        f"{conditions['connections']} connections, {conditions['rounds']} rounds of "
        f"{conditions['seconds']:g} s, load average before {conditions['load_average_before']}"
    )
    memory = " + ".join(f"{one:.0f}" for one in result.peaks_mb)
    return "\n".join(
        [
            f"\n{name} on {database}: {asked}",
            figures.table(result.figures, result.ratios, reference=reference),
            f"peak memory of the web processes: {memory} MB",
        ]
    )


def _conditions(options: Options) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),  # noqa: TID251 - no service sees it
        "cores": os.cpu_count(),
        "processor": _processor(),
        "load_average_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "django": version("django"),
        "granian": version("granian"),
        "commit": _commit(),
        "connections": options.connections,
        "workers": options.workers,
        "rounds": options.rounds,
        "seconds": options.seconds,
        "tasks": options.tasks,
    }


def _processor() -> str:
    lines = (PROC / "cpuinfo").read_text("utf-8").splitlines()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def _commit() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
